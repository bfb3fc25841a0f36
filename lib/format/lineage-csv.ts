import type { LineageDetail } from "#lib/contract.ts"
import type { LineageShown } from "./lineage-shown.ts"
import { cycleText } from "./lineage-text.ts"

const FORMULA = /^[=+\-@\t\r]/
const COLUMNS = ["From", "From UUID", "To", "To UUID", "Numbers", "Events", "First", "Last", "Cycle"]

/** One cell by RFC 4180. What a spreadsheet would run as a formula is made text by an apostrophe. */
export function csvCell(value: string | number): string {
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The moves that the table shows; an order without a support key has its UUID only. */
export function lineageCsv({ nodes }: LineageDetail, { moves }: LineageShown): string {
  const keys = new Map(nodes.map(({ id, support_key }) => [id, support_key ?? ""]))
  const rows = moves.map(({ from, to, count, events, first_at, last_at, kind }) => [
    keys.get(from) ?? "",
    from,
    keys.get(to) ?? "",
    to,
    count,
    events,
    first_at,
    last_at,
    cycleText(kind),
  ])
  return [COLUMNS, ...rows].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")
}
