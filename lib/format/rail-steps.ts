import type { TimelineEntryJson } from "#lib/contract.ts"
import { eventKind } from "./event-sentence.ts"
import { readText } from "./read-path.ts"

export type RailStep = { readonly value: string; readonly passes: number; readonly place: "past" | "now" | "future" }

const USUAL = ["in-process", "submitted", "foc-date-confirmed", "ported"]
const ENDING = ["cancel-pending", "cancelled"]

/** The statuses that events told of, oldest first, without immediate repeats. */
export function statusHistory(entries: readonly TimelineEntryJson[]): string[] {
  const values = entries.flatMap((entry) =>
    eventKind(entry.event_type) === "status" && !entry.future ? (readText(entry.payload, "status", "value") ?? []) : [],
  )
  return values.filter((value, index) => value !== values[index - 1])
}

/**
 * The way an order goes: what it passed in the order of first passing, where it is, and what is still to come.
 * A cancelled order has only its own branch before it.
 */
export function railSteps(history: readonly string[], current: string | null): RailStep[] {
  const passed = [...new Set(history)]
  if (current !== null && !passed.includes(current)) passed.push(current)
  const ending = passed.some((value) => ENDING.includes(value))
  const ahead = (ending ? ENDING : USUAL).filter((value) => !passed.includes(value))
  const place = (value: string): RailStep["place"] => (value === current ? "now" : passed.includes(value) ? "past" : "future")
  const known = ending ? [...passed.filter((value) => !ENDING.includes(value)), ...ENDING] : placed(passed, ahead)
  const now = current === null ? -1 : known.indexOf(current)
  return known
    .filter((value, index) => passed.includes(value) || index > now)
    .map((value) => ({ value, passes: history.filter((one) => one === value).length, place: place(value) }))
}

const RAIL = ["draft", "in-process", "submitted", "exception", "foc-date-confirmed", "activation-in-progress", "ported"]

/** Known steps stand where the way has them; ones never heard of stand after what they followed. */
function placed(passed: readonly string[], ahead: readonly string[]): string[] {
  const steps = RAIL.filter((value) => passed.includes(value) || ahead.includes(value))
  for (const [index, value] of passed.entries()) {
    if (RAIL.includes(value)) continue
    steps.splice(steps.indexOf(passed[index - 1] ?? "") + 1, 0, value)
  }
  return steps
}
