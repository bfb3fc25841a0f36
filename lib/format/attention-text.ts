import type { AttentionJson, OrderJson } from "#lib/contract.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { type Section, sectionOf } from "#lib/porting/sections.ts"
import { isKnownStatus } from "#lib/porting/status.ts"
import { clockText, clockWords, ruleOwner } from "./clock-text.ts"
import { exceptionName } from "./exception-name.ts"
import { statusLabel } from "./status-label.ts"
import { spanText } from "./time.ts"

type Clock = NonNullable<AttentionJson["clock"]>
type Telling = { readonly now: number; readonly guide: GuideNames }

export const SECTION_NAMES: Readonly<Record<Section, string>> = {
  overdue: "Overdue",
  due: "Due in 24 hours",
  later: "Later",
  watch: "Watch",
}

/** What a clock runs on, after a length of time: "in exception", "with LOA illegible", "as a draft", "for SMS". */
function subjectText({ of, value }: Clock, guide: GuideNames): string {
  if (of === "code") return `with ${exceptionName(value, guide)}`
  if (of === "messaging") return "for SMS"
  const word = isKnownStatus(value) ? statusLabel(value).toLowerCase() : value
  if (value === "draft") return "as a draft"
  return word.startsWith("in ") ? word : `in ${word}`
}

/** Which clock it is, beside an order's status: "14 days, our rule", "48 business hours (Carriers)", "2 days for SMS, our rule". */
export function clockName(clock: Clock, guide: GuideNames): string {
  const subject = clock.of === "status" ? "" : ` ${subjectText(clock, guide)}`
  return `${clockText(clock)}${subject}${clock.calendar === null ? `, ${ruleOwner(clock)}` : ""}`
}

/** Why an order stands where it does in the queue: "9 d in exception; our rule: 14 days". Empty where nothing ticks. */
export function reasonText({ attention, status, status_since }: OrderJson, { now, guide }: Telling): string {
  const clock = attention?.clock
  if (!clock) return attention?.needs ? "No clock runs: no limit is set for it" : ""
  // The clock of messaging that failed before voice ported runs on from then.
  const messaging = status?.value === "ported" && clock.since === status_since ? "since voice ported" : "since messaging failed"
  const spell = clock.of === "messaging" ? messaging : subjectText(clock, guide)
  return `${spanText(now - Date.parse(clock.since))} ${spell}; ${clockWords(clock)}`
}

const millis = (text: string | null): number | null => (text === null ? null : Date.parse(text))

/** Whether an order stands nowhere in the queue at a moment (milliseconds since 1970). */
export function needsNobody({ attention }: OrderJson, now: number): boolean {
  if (!attention) return true
  const { court, needs, due_at, watch_from } = attention
  return sectionOf({ court, needs, dueAt: millis(due_at), watchFrom: millis(watch_from) }, now) === null
}

/** "2 d left", "1 d over": the greatest part alone, which is what a list is read for. */
export function timeLeftText(dueAt: string, now: number): string {
  const left = Date.parse(dueAt) - now
  const [count, unit] = spanText(left).split(" ")
  return `${count} ${unit} ${left <= 0 ? "over" : "left"}`
}

/** The share of a clock's time that is left, from 1 down to 0. */
export function shareLeft({ since, dueAt }: { readonly since: string; readonly dueAt: string }, now: number): number {
  const [from, to] = [Date.parse(since), Date.parse(dueAt)]
  return to > from ? Math.min(1, Math.max(0, (to - now) / (to - from))) : 0
}
