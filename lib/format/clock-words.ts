import { spanText } from "./time.ts"

type NamedClock = { readonly of: string; readonly value: string; readonly hours: number; readonly calendar: string | null }
const HOUR = 3_600_000

/** Whose rule a clock is and how long it runs: "our rule: 14 d", "our rule: 48 h in Carriers hours". */
export function clockWords({ of, value, hours, calendar }: NamedClock): string {
  const length = calendar === null ? spanText(hours * HOUR) : `${hours.toLocaleString("en")} h in ${calendar} hours`
  const isTelnyxs = of === "status" && value === "draft" && hours === 720 && calendar === null
  return `${isTelnyxs ? "Telnyx's rule" : "our rule"}: ${length}`
}
