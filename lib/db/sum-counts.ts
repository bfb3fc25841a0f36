import { log } from "#lib/log.ts"
import type { Db } from "./client.ts"
import { Prisma } from "./sql.ts"

/** How many changes may stand beside the sums: a count reads them all. */
const MOST_CHANGES = 2_000

/**
 * What changes add to: by which columns, and which ones are summed; the rows that are counted, as SQL (null: the changes
 * themselves are); and how many rows the sums had when they were made last, in this process.
 */
export type Counts = {
  readonly table: string
  readonly by: readonly string[]
  readonly sums: readonly string[]
  readonly of: string | null
  summed: number
}
export const COUNTS: readonly Counts[] = [
  {
    table: "order_facets",
    by: ["facet", "status_value", "messaging_status", "court", "exception_codes", "deleted", "placeholder", "split_in", "split_out"],
    sums: ["orders"],
    of: `SELECT facet, status_value, messaging_status, court, exception_codes, deleted_at IS NOT NULL AS deleted, placeholder, split_in, split_out,
      1 AS orders FROM orders`,
    summed: 0,
  },
  {
    table: "order_clocks",
    by: ["facet", "attention_court", "attention_needs", "due_day", "watch_day"],
    sums: ["orders"],
    of: `SELECT facet, attention_court, attention_needs, utc_day(due_at) AS due_day, utc_day(watch_from) AS watch_day, 1 AS orders
      FROM orders WHERE attention_court <> 'none'`,
    summed: 0,
  },
  {
    table: "event_counts",
    by: [],
    sums: ["events", "received", "quarantined"],
    of: "SELECT 1 AS events, deliveries AS received, (state = 'quarantined')::int AS quarantined FROM events",
    summed: 0,
  },
  { table: "split_changes", by: [], sums: ["changes"], of: null, summed: 0 },
]

export const listed = (names: readonly string[]): Prisma.Sql => Prisma.raw(names.join(", "))

/** What groups some rows of counts, and leaves out what adds up to nothing. */
export function grouped({ by, sums }: Counts): Prisma.Sql {
  const groups = by.length === 0 ? "" : `GROUP BY ${by.join(", ")}`
  return Prisma.raw(`${groups} HAVING ${sums.map((name) => `sum(${name}) <> 0`).join(" OR ")}`)
}

async function sumUp(db: Db, counts: Counts): Promise<void> {
  const table = Prisma.raw(counts.table)
  const most = counts.summed * 2 + MOST_CHANGES
  const [row] = await db.$queryRaw<{ rows: number }[]>`SELECT count(*)::int AS rows FROM (SELECT 1 FROM ${table} LIMIT ${most + 1}) AS t`
  if ((row?.rows ?? 0) <= most) return
  const sums = listed([...counts.by, ...counts.sums.map((name) => `sum(${name})`)])
  counts.summed = await db.$executeRaw`
    WITH gone AS (DELETE FROM ${table} RETURNING *) INSERT INTO ${table} SELECT ${sums} FROM gone ${grouped(counts)}`
}

/**
 * Sums up what changes of orders and events have added to their counts, once that is much. Nobody waits for it, and a count that is
 * made meanwhile sees the rows either before or after.
 */
export async function sumCounts(db: Db): Promise<void> {
  for (const counts of COUNTS) await sumUp(db, counts)
}

/** The same where that can be done now: the counts are right all the same, and summed up later. */
export async function sumCountsIfPossible(db: Db): Promise<void> {
  await sumCounts(db).catch((error: unknown) => log.debug({ err: error }, "The counts of orders were not summed up."))
}
