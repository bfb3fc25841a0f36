import type { ScheduleJson } from "#lib/contract.ts"
import { plural } from "./count-text.ts"
import { spanText } from "./time.ts"

const SECOND = 1_000

/** "0.4 s", "41 s", "12 min" */
const secondsText = (seconds: number): string => (seconds < 10 ? `${seconds.toFixed(1)} s` : spanText(seconds * SECOND))

/** The longest run of tries that was seen whole, in one sentence; null where there was none. */
export function longestWords({ longest }: ScheduleJson): string | null {
  return longest && `Telnyx tried ${plural(longest.attempts, "time")} in ${secondsText(longest.seconds)}.`
}

/** What was seen of second and later attempts at all. */
export function retriedWords({ retried, first_missed }: ScheduleJson): string {
  if (retried === 0) return "No second attempt has been seen here yet."
  const seen = `${plural(retried, "event")} came at a second or later attempt.`
  return first_missed === 0 ? seen : `${seen} The first attempt of ${first_missed} did not arrive here, or was not kept.`
}

/** How long Telnyx waited before an attempt. */
export function waitWords({ median_seconds, most_seconds, seen }: ScheduleJson["waits"][number]): string {
  const middle = secondsText(median_seconds)
  return seen === 1 ? `${middle}, seen once` : `${middle} in the middle, ${secondsText(most_seconds)} at most, seen ${plural(seen, "time")}`
}
