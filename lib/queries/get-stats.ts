import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { Counts, StatsJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { countOpenGaps } from "#lib/db/gaps.ts"
import { uncountedRefusals } from "#lib/db/refusals.ts"
import { countSpooled } from "#lib/db/spool-files.ts"
import { Prisma } from "#lib/db/sql.ts"
import { FACET_COUNTS, MOST_VALUES } from "./facet-counts.ts"

/** How many webhooks wait on this machine's disk. */
async function waitingOnDisk(): Promise<number> {
  const rows = await readDb().$queryRaw<{ name: string; drained_to: number }[]>`SELECT name, drained_to::float8 FROM spool_files`
  return countSpooled(new Map(rows.map(({ name, drained_to }) => [name, drained_to])))
}

type Name = "status" | "exception_code" | "messaging" | "court"
type Group = { readonly name: Name; readonly value: string; readonly orders: number }

/** Deleted drafts and placeholders are left out of every count of orders. */
async function countOrders(): Promise<Readonly<Record<Name, Counts>>> {
  const by = (name: Name, value: Prisma.Sql, from = Prisma.sql`counts o`): Prisma.Sql =>
    Prisma.sql`(SELECT ${name} AS name, ${value} AS value, sum(o.orders)::int AS orders FROM ${from} WHERE ${value} IS NOT NULL GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT ${MOST_VALUES})`
  const groups = await readDb().$queryRaw<Group[]>`
    WITH counts AS MATERIALIZED (SELECT * FROM ${FACET_COUNTS} AS f WHERE NOT deleted AND NOT placeholder)
    ${by("status", Prisma.sql`o.status_value`)} UNION ALL
    ${by("exception_code", Prisma.sql`t.code`, Prisma.sql`counts o CROSS JOIN LATERAL unnest(o.exception_codes) AS t(code)`)} UNION ALL
    ${by("messaging", Prisma.sql`o.messaging_status`)} UNION ALL
    ${by("court", Prisma.sql`o.court`)}`
  const of = (name: Name): Counts =>
    Object.fromEntries(groups.filter((group) => group.name === name).map(({ value, orders }) => [value, orders]))
  return { status: of("status"), exception_code: of("exception_code"), messaging: of("messaging"), court: of("court") }
}

/** What there is, counted. */
export async function getStats(viewer: Viewer): Promise<StatsJson> {
  authorize(viewer, "read")
  const [counted, totals, spooled, gaps] = await Promise.all([
    countOrders(),
    readDb().$queryRaw<{ all: number; quarantined: number; refused: number; penned: number }[]>`
      SELECT coalesce(sum(events), 0)::float8 AS "all", coalesce(sum(quarantined), 0)::float8 AS quarantined,
        (SELECT coalesce(sum(total), 0)::float8 FROM refusals) AS refused, (SELECT count(*)::int FROM penned) AS penned FROM event_counts`,
    waitingOnDisk(),
    countOpenGaps(readDb()),
  ])
  const { all = 0, quarantined = 0, refused = 0, penned = 0 } = totals[0] ?? {}
  return {
    orders: Object.values(counted.court).reduce((sum, count) => sum + count, 0),
    by_status: counted.status,
    by_exception_code: counted.exception_code,
    by_messaging: counted.messaging,
    by_court: counted.court,
    events: all - quarantined,
    quarantined,
    spooled,
    penned,
    gaps,
    refused: refused + uncountedRefusals(),
  }
}
