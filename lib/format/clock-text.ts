import type { Clock } from "#lib/porting/clock.ts"
import { plural } from "./count-text.ts"

export const HOURS_A_DAY = 24

/** A clock as an order has it running: of what it is, and how long it may run. */
type NamedClock = Clock & { readonly of: string; readonly value: string }

/** How long a clock runs, in words: "14 days", "36 hours", "48 business hours (Carriers)". */
export function clockText({ hours, calendar }: Clock): string {
  if (calendar !== null) return `${plural(hours, "business hour")} (${calendar})`
  return hours % HOURS_A_DAY === 0 ? plural(hours / HOURS_A_DAY, "day") : plural(hours, "hour")
}

/** Whose rule a clock is: that Telnyx deletes a draft after 30 days is documented, all others are the operator's own. */
export function ruleOwner({ of, value, hours, calendar }: NamedClock): string {
  return of === "status" && value === "draft" && hours === 30 * HOURS_A_DAY && calendar === null ? "Telnyx's rule" : "our rule"
}

/** "our rule: 14 days" */
export function clockWords(clock: NamedClock): string {
  return `${ruleOwner(clock)}: ${clockText(clock)}`
}
