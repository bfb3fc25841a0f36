import type { LineageDetail } from "#lib/contract.ts"
import { csvLine } from "./csv-line.ts"
import type { LineageShown } from "./lineage-shown.ts"
import { cycleText } from "./lineage-text.ts"

const COLUMNS = ["From", "From UUID", "To", "To UUID", "Numbers", "Events", "First", "Last", "Cycle"]

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
  return [COLUMNS, ...rows].map(csvLine).join("")
}
