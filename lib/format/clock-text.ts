import type { Clock } from "#lib/porting/clock.ts"

export const HOURS_A_DAY = 24

const counted = (count: number, one: string): string => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`

/** How long a clock runs, in words: "14 days", "36 hours", "48 business hours (Carriers)". */
export function clockText({ hours, calendar }: Clock): string {
  if (calendar !== null) return `${counted(hours, "business hour")} (${calendar})`
  return hours % HOURS_A_DAY === 0 ? counted(hours / HOURS_A_DAY, "day") : counted(hours, "hour")
}
