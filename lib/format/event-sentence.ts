import type { TimelineEntryJson } from "#lib/contract.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { exceptionName } from "./exception-name.ts"
import { messagingLabel } from "./messaging-label.ts"
import { readPath, readText } from "./read-path.ts"
import { statusLabel } from "./status-label.ts"

export type EventKind = "status" | "messaging" | "comment" | "split" | "deleted" | "other"
const KINDS: Readonly<Record<string, EventKind>> = {
  "porting_order.status_changed": "status",
  "porting_order.messaging_changed": "messaging",
  "porting_order.new_comment": "comment",
  "porting_order.split": "split",
  "porting_order.deleted": "deleted",
}

const AUTHORS: Readonly<Record<string, string>> = { admin: "Telnyx", user: "you", system: "the system" }

export function eventKind(type: string): EventKind {
  return Object.hasOwn(KINDS, type) ? (KINDS[type] ?? "other") : "other"
}

/** The status or messaging state that an event tells of. */
function stateOf({ event_type, payload }: TimelineEntryJson): string | null {
  const kind = eventKind(event_type)
  if (kind === "status") return readText(payload, "status", "value")
  return kind === "messaging" ? readText(payload, "messaging", "messaging_port_status") : null
}

/** The state before an event, among entries that run newest first; future events decide nothing. */
function stateBefore(entries: readonly TimelineEntryJson[], index: number): string | null {
  const type = entries[index]?.event_type
  const before = entries.slice(index + 1).find((entry) => entry.event_type === type && !entry.future)
  return before ? stateOf(before) : null
}

/** A name within a sentence: its first letter small, unless it begins with an abbreviation or is a code as sent. */
function exceptionWords(code: string, guide: GuideNames): string {
  return exceptionName(code, guide).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())
}

function exceptionNames(payload: unknown, guide: GuideNames): string {
  const details = readPath(payload, "status", "details")
  const codes = Array.isArray(details) ? details.flatMap((detail) => readText(detail, "code") ?? []) : []
  return codes.length > 0 ? ` (${codes.map((code) => exceptionWords(code, guide)).join(", ")})` : ""
}

function splitSentence(payload: unknown, orderId: string, nameOf: (id: string) => string): string | null {
  const from = readText(payload, "from", "id")?.toLowerCase()
  const to = readText(payload, "to", "id")?.toLowerCase()
  if (!from || !to) return null
  const listed = readPath(payload, "porting_phone_numbers")
  const count = Array.isArray(listed) && listed.length > 0 ? listed.length : 1
  const numbers = count === 1 ? "1 number" : `${count} numbers`
  if (from === to) return `${numbers} moved within this order`
  return from === orderId ? `${numbers} moved to ${nameOf(to)}` : `${numbers} moved here from ${nameOf(from)}`
}

type Context = {
  readonly entries: readonly TimelineEntryJson[]
  readonly orderId: string
  readonly nameOf: (id: string) => string
  readonly guide: GuideNames
}

/** One event in words, with what it changed. Entries run newest first. */
export function eventSentence(index: number, { entries, orderId, nameOf, guide }: Context): string {
  const entry = entries[index]
  if (!entry) return ""
  const kind = eventKind(entry.event_type)
  const state = stateOf(entry)
  if (state !== null && (kind === "status" || kind === "messaging")) {
    const label = kind === "status" ? statusLabel : messagingLabel
    const before = stateBefore(entries, index)
    const change = before === null || before === state ? label(state) : `${label(before)} → ${label(state)}`
    return kind === "status" ? change + exceptionNames(entry.payload, guide) : `Messaging: ${change}`
  }
  if (kind === "comment") {
    const author = readText(entry.payload, "comment", "user_type") ?? ""
    return `Comment by ${Object.hasOwn(AUTHORS, author) ? AUTHORS[author] : "an unknown author"}`
  }
  if (kind === "split") return splitSentence(entry.payload, orderId, nameOf) ?? entry.summary
  return entry.summary
}
