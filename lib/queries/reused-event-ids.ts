import { readDb } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import { remembered } from "./remembered.ts"

/** Whether the id of an event `e` was used again, as a trigger keeps it: the other events that had it may be gone. */
export const IS_AMONG_REUSED = Prisma.sql`e.event_id_hash = ANY(ARRAY(SELECT event_id_hash FROM reused_ids))`

/** Whether another event has the id of an event `e`. */
export const HAS_REUSED_ID = Prisma.sql`${IS_AMONG_REUSED}
  AND EXISTS (SELECT 1 FROM events twin WHERE twin.event_id_hash = e.event_id_hash AND twin.key <> e.key)`

/** The minute in which the last day began, as counts of events are kept by it. */
export const DAY_AGO = Prisma.sql`date_trunc('minute', now() - interval '24 hours')`

/** How many events there are beyond the first of an id, and how many of them came in the last day. Where very many ids were used again, up to two minutes old. */
export const countConflicts = remembered(async (): Promise<{ readonly all: number; readonly day: number }> => {
  const [row] = await readDb().$queryRaw<{ all: number; day: number }[]>`
    SELECT coalesce(sum(u.uses - 1), 0)::float8 AS "all", coalesce(sum(u.lately - (u.first >= ${DAY_AGO})::int), 0)::float8 AS day
    FROM reused_ids r, LATERAL (
      SELECT count(*) AS uses, count(*) FILTER (WHERE e.received_at >= ${DAY_AGO}) AS lately, min(e.received_at) AS first
      FROM events e WHERE e.event_id_hash = r.event_id_hash) AS u WHERE u.uses > 1`
  return row ?? { all: 0, day: 0 }
})
