import type { Db } from "./client.ts"
import { Prisma } from "./sql.ts"

/** How many changes may stand beside the sums: a count reads them all. */
const MOST_CHANGES = 2_000

/** What changes add to: by which columns, and which ones are summed; and how many rows the sums had when they were made last, in this process. */
type Counts = { readonly table: string; readonly by: readonly string[]; readonly sums: readonly string[]; summed: number }
const COUNTS: readonly Counts[] = [
  {
    table: "order_facets",
    by: ["facet", "status_value", "messaging_status", "court", "exception_codes", "deleted", "placeholder", "split_in", "split_out"],
    sums: ["orders"],
    summed: 0,
  },
  { table: "order_clocks", by: ["facet", "attention_court", "attention_needs", "due_day", "watch_day"], sums: ["orders"], summed: 0 },
  { table: "event_counts", by: [], sums: ["events", "received", "quarantined"], summed: 0 },
]

async function sumUp(db: Db, counts: Counts): Promise<void> {
  const table = Prisma.raw(counts.table)
  const most = counts.summed * 2 + MOST_CHANGES
  const [row] = await db.$queryRaw<{ rows: number }[]>`SELECT count(*)::int AS rows FROM (SELECT 1 FROM ${table} LIMIT ${most + 1}) AS t`
  if ((row?.rows ?? 0) <= most) return
  const sums = counts.sums.map((name) => `sum(${name})`)
  const groups = counts.by.length === 0 ? "" : `GROUP BY ${counts.by.join(", ")}`
  const some = sums.map((sum) => `${sum} <> 0`).join(" OR ")
  counts.summed = await db.$executeRaw`
    WITH gone AS (DELETE FROM ${table} RETURNING *)
    INSERT INTO ${table} SELECT ${Prisma.raw([...counts.by, ...sums].join(", "))} FROM gone ${Prisma.raw(`${groups} HAVING ${some}`)}`
}

/**
 * Sums up what changes of orders and events have added to their counts, once that is much. Nobody waits for it, and a count that is
 * made meanwhile sees the rows either before or after.
 */
export async function sumCounts(db: Db): Promise<void> {
  for (const counts of COUNTS) await sumUp(db, counts)
}
