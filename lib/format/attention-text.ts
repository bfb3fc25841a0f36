import type { AttentionJson, OrderJson } from "#lib/contract.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import type { Section } from "#lib/porting/sections.ts"
import { isKnownStatus } from "#lib/porting/status.ts"
import { clockText } from "./clock-text.ts"
import { exceptionName } from "./exception-name.ts"
import { statusLabel } from "./status-label.ts"
import { spanText } from "./time.ts"

/** What the clock counts, in the order's own words: "in exception", "with LOA illegible", "since voice ported". */
function spellText({ of, value }: NonNullable<AttentionJson["clock"]>, status: string | undefined, guide: GuideNames): string {
  if (of === "code") return `with ${exceptionName(value, guide)}`
  if (of === "messaging") return status === "ported" ? "since voice ported, messaging not done" : "since messaging failed"
  const word = statusLabel(value)
  if (value === "draft") return "as a draft"
  return /^in /i.test(word) ? word.toLowerCase() : `in ${isKnownStatus(value) ? word.toLowerCase() : word}`
}

type Telling = { readonly now: number; readonly guide: GuideNames }

/** Why an order stands where it does: "9 d in exception; our limit 8 days". Empty where nothing ticks. */
export function reasonText({ attention, status }: OrderJson, { now, guide }: Telling): string {
  const clock = attention?.clock
  if (!clock) return attention?.needs ? "No clock runs: no limit is set for it" : ""
  return `${spanText(now - Date.parse(clock.since))} ${spellText(clock, status?.value, guide)}; our limit ${clockText(clock)}`
}

/** "1 d 4 h over", "2 d left", or "no limit" */
export function leftText(attention: AttentionJson | undefined, now: number): string {
  if (!attention?.due_at) return "no limit"
  const left = Date.parse(attention.due_at) - now
  return `${spanText(left)} ${left <= 0 ? "over" : "left"}`
}

export const SECTION_NAMES: Readonly<Record<Section, string>> = {
  overdue: "Overdue",
  due: "Due in 24 hours",
  later: "Later",
  watch: "Watch",
}
