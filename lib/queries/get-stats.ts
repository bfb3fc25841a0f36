import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { Counts, StatsJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { countOpenGaps } from "#lib/db/gaps.ts"
import { uncountedRefusals } from "#lib/db/refusals.ts"
import { countSpooled } from "#lib/db/spool-files.ts"
import { Prisma } from "#lib/db/sql.ts"

/** Deleted drafts and placeholders are left out of every count of orders. */
const COUNTED = Prisma.sql`o.deleted_at IS NULL AND NOT o.placeholder`

/** How many webhooks wait on this machine's disk. */
async function waitingOnDisk(): Promise<number> {
  const rows = await readDb().$queryRaw<{ name: string; drained_to: number }[]>`SELECT name, drained_to::float8 FROM spool_files`
  return countSpooled(new Map(rows.map(({ name, drained_to }) => [name, drained_to])))
}

type Group = { readonly value: string; readonly orders: number }

async function countBy(value: Prisma.Sql, from: Prisma.Sql): Promise<Counts> {
  const groups = await readDb().$queryRaw<Group[]>`
    SELECT ${value} AS value, count(*)::int AS orders FROM ${from} WHERE ${COUNTED} AND ${value} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`
  return Object.fromEntries(groups.map((group) => [group.value, group.orders]))
}

/** What there is, counted. */
export async function getStats(viewer: Viewer): Promise<StatsJson> {
  authorize(viewer, "read")
  const orders = Prisma.sql`orders o`
  const [by_status, by_exception_code, by_messaging, by_court, totals, spooled, gaps] = await Promise.all([
    countBy(Prisma.sql`o.status_value`, orders),
    countBy(Prisma.sql`code`, Prisma.sql`orders o CROSS JOIN LATERAL unnest(o.exception_codes) AS t(code)`),
    countBy(Prisma.sql`o.messaging_status`, orders),
    countBy(Prisma.sql`o.court`, orders),
    readDb().$queryRaw<{ events: number; quarantined: number; refused: number; penned: number }[]>`
      SELECT count(*) FILTER (WHERE state = 'applied')::int AS events, count(*) FILTER (WHERE state = 'quarantined')::int AS quarantined,
        (SELECT coalesce(sum(total), 0)::float8 FROM refusals) AS refused, (SELECT count(*)::int FROM penned) AS penned FROM events`,
    waitingOnDisk(),
    countOpenGaps(readDb()),
  ])
  const { events = 0, quarantined = 0, refused = 0, penned = 0 } = totals[0] ?? {}
  const total = Object.values(by_court).reduce((sum, count) => sum + count, 0)
  return {
    orders: total,
    by_status,
    by_exception_code,
    by_messaging,
    by_court,
    events,
    quarantined,
    spooled,
    penned,
    gaps,
    refused: refused + uncountedRefusals(),
  }
}
