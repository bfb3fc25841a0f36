import type { RunningClock } from "./attention.ts"
import { clockEnd } from "./clock.ts"
import { rowOf } from "./exception.ts"
import type { Instant } from "./instant.ts"
import type { Rules } from "./rules.ts"

/** What one reason of a present exception runs against: its code's own limit, else the clock of the status. */
export function codeClock(code: string | null, since: Instant, { guide, clocks }: Rules): RunningClock | null {
  const limit = rowOf(guide, code)?.limit ?? null
  const clock = limit ?? clocks.statuses.exception ?? null
  if (clock === null) return null
  const end = clockEnd(clock, Number(since.micros / 1000n), clocks.calendars)
  return { of: limit ? "code" : "status", value: limit && code !== null ? code : "exception", since, clock, end }
}
