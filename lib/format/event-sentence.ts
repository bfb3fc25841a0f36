import type { TimelineEntryJson } from "#lib/contract.ts"
import { kindOfType } from "#lib/porting/event.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { plural } from "./count-text.ts"
import { exceptionName } from "./exception-name.ts"
import { messagingLabel } from "./messaging-label.ts"
import { readPath, readText } from "./read-path.ts"
import { statusLabel } from "./status-label.ts"
import { briefText } from "./visible-text.ts"

const AUTHORS: Readonly<Record<string, string>> = { admin: "Telnyx", user: "you", system: "the system" }

/** Who wrote a comment, in the same words wherever an event is told of. */
export function commentWords(userType: string | null): string {
  return `Comment by ${userType !== null && Object.hasOwn(AUTHORS, userType) ? AUTHORS[userType] : "an unknown author"}`
}

/** The status or messaging state that an event tells of. */
function stateOf({ event_type, payload }: TimelineEntryJson): string | null {
  const kind = kindOfType(event_type)
  if (kind === "status") return readText(payload, "status", "value")
  return kind === "messaging" ? readText(payload, "messaging", "messaging_port_status") : null
}

/** A name within a sentence: its first letter small, unless it begins with an abbreviation or is a code as sent. */
function exceptionWords(code: string, guide: GuideNames): string {
  return exceptionName(code, guide).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())
}

/** A sender writes as many reasons as there is room for, each as long. */
const [MOST_REASONS, LONGEST_REASON] = [10, 200]

function exceptionNames(payload: unknown, guide: GuideNames): string {
  const details = readPath(payload, "status", "details")
  const reasonOf = (detail: unknown): string[] => {
    const [code, sentence] = [readText(detail, "code"), readText(detail, "description")]
    return code ? [briefText(exceptionWords(code, guide), LONGEST_REASON)] : sentence ? [`“${briefText(sentence, LONGEST_REASON)}”`] : []
  }
  const reasons = Array.isArray(details) ? details.flatMap(reasonOf) : []
  const named = reasons.slice(0, MOST_REASONS).join(", ")
  const more = reasons.length > MOST_REASONS ? ` and ${reasons.length - MOST_REASONS} more` : ""
  return named && ` (${named}${more})`
}

/** `numbers`: ids of those it lists, each once; empty where it lists none, which stands for one number. */
type Move = { readonly from: string; readonly to: string; readonly numbers: readonly string[] }

function moveIn(payload: unknown): Move | null {
  const from = readText(payload, "from", "id")?.toLowerCase()
  const to = readText(payload, "to", "id")?.toLowerCase()
  if (!from || !to) return null
  const listed = readPath(payload, "porting_phone_numbers")
  const ids = Array.isArray(listed) ? listed.flatMap((number) => readText(number, "id") ?? []) : []
  return { from, to, numbers: [...new Set(ids)] }
}

function moveWords({ from, to }: Move, { orderId, nameOf }: Context): string {
  if (from === to) return "moved within this order"
  return from === orderId ? `moved to ${nameOf(to)}` : `moved here from ${nameOf(from)}`
}

const numbersText = (count: number): string => plural(count, "number")

export type Context = {
  readonly orderId: string
  readonly nameOf: (id: string) => string
  readonly guide: GuideNames
  /** By the key of an event that changed a status or messaging state: the state before it. */
  readonly before: ReadonlyMap<string, string>
}

function stateSentence(entry: TimelineEntryJson, state: string, { guide, before }: Context): string {
  const isStatus = kindOfType(entry.event_type) === "status"
  const label = isStatus ? statusLabel : messagingLabel
  const was = before.get(entry.event)
  const change = was === undefined ? label(state) : `${label(was)} → ${label(state)}`
  return isStatus ? change + exceptionNames(entry.payload, guide) : `Messaging: ${change}`
}

/** One event in words, with what it changed. */
export function eventSentence(entry: TimelineEntryJson, context: Context): string {
  const kind = kindOfType(entry.event_type)
  const state = stateOf(entry)
  if (state !== null) return stateSentence(entry, state, context)
  if (kind === "comment") return commentWords(readText(entry.payload, "comment", "user_type"))
  const move = kind === "split" ? moveIn(entry.payload) : null
  return move ? `${numbersText(move.numbers.length || 1)} ${moveWords(move, context)}` : entry.summary
}

/** The other order of a move, with whose name its sentence ends. */
export function movedOrder(entry: TimelineEntryJson, { orderId, nameOf }: Context): { readonly id: string; readonly name: string } | null {
  const move = kindOfType(entry.event_type) === "split" ? moveIn(entry.payload) : null
  if (!move || move.from === move.to) return null
  const id = move.from === orderId ? move.to : move.from
  return { id, name: nameOf(id) }
}

/**
 * What makes events in a row one line: their type and target. Statuses, comments and deletions stand alone. `numbers`: ids of
 * those that a split moves, or its own key where it lists none.
 */
export type Fold = { readonly key: string; readonly words: string; readonly numbers: readonly string[] }

export function eventFold(entry: TimelineEntryJson, context: Context): Fold | null {
  const kind = kindOfType(entry.event_type)
  if (kind === "status" || kind === "comment" || kind === "deleted" || entry.future) return null
  const move = kind === "split" ? moveIn(entry.payload) : null
  if (move)
    return {
      key: `split ${move.from} ${move.to}`,
      words: moveWords(move, context),
      numbers: move.numbers.length > 0 ? move.numbers : [entry.event],
    }
  const words = eventSentence(entry, context)
  return { key: `${entry.event_type} ${words}`, words, numbers: [] }
}

/** What a run of events says together: "12 numbers moved to sr_22bb". */
export function foldSentence(folds: readonly Fold[]): string {
  const words = folds[0]?.words ?? ""
  const numbers = new Set(folds.flatMap((fold) => fold.numbers)).size
  return numbers > 0 ? `${numbersText(numbers)} ${words}` : words
}
