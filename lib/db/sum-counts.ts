import { log } from "#lib/log.ts"
import type { Db } from "./client.ts"
import { Prisma } from "./sql.ts"

/** How many changes may stand beside the sums: a count reads them all. */
const MOST_CHANGES = 2_000

/**
 * What changes add to: by which columns, and which ones are summed; what a column stands for by now, as SQL, where that changes with
 * time; the rows that are counted, as SQL (null: the changes themselves are); and how many rows the sums had when they were made last,
 * in this process.
 */
export type Counts = {
  readonly table: string
  readonly by: readonly string[]
  readonly now?: Readonly<Record<string, string>>
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
    by: ["minute"],
    now: { minute: "count_minute(minute)" },
    sums: ["events", "received", "quarantined"],
    of: "SELECT count_minute(received_at) AS minute, 1 AS events, deliveries AS received, (state = 'quarantined')::int AS quarantined FROM events",
    summed: 0,
  },
  { table: "split_changes", by: [], sums: ["changes"], of: null, summed: 0 },
]

const listed = (names: readonly string[]): Prisma.Sql => Prisma.raw(names.join(", "))

/** Some rows of counts as they are by now, or what takes them away. */
export function current({ by, now, sums }: Counts, rows: Prisma.Sql, sign: "" | "-" = ""): Prisma.Sql {
  const values = [...by.map((name) => `${now?.[name] ?? name} AS ${name}`), ...sums.map((name) => `${sign}${name} AS ${name}`)]
  return Prisma.sql`SELECT ${listed(values)} FROM ${rows}`
}

/** Adds some rows of counts to the others, summed up; what adds up to nothing is left out. */
export function addSummed({ table, by, sums }: Counts, rows: Prisma.Sql): Prisma.Sql {
  const groups = Prisma.raw(by.length === 0 ? "" : `GROUP BY ${by.join(", ")}`)
  return Prisma.sql`
    INSERT INTO ${Prisma.raw(table)} (${listed([...by, ...sums])}) SELECT ${listed([...by, ...sums.map((name) => `sum(${name})`)])}
    FROM (${rows}) AS t ${groups} HAVING ${Prisma.raw(sums.map((name) => `sum(${name}) <> 0`).join(" OR "))}`
}

async function sumUp(db: Db, counts: Counts): Promise<void> {
  const table = Prisma.raw(counts.table)
  const most = counts.summed * 2 + MOST_CHANGES
  const [row] = await db.$queryRaw<{ rows: number }[]>`SELECT count(*)::int AS rows FROM (SELECT 1 FROM ${table} LIMIT ${most + 1}) AS t`
  if ((row?.rows ?? 0) <= most) return
  counts.summed =
    await db.$executeRaw`WITH gone AS (DELETE FROM ${table} RETURNING *) ${addSummed(counts, current(counts, Prisma.sql`gone`))}`
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
