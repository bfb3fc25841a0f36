import { readDb } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import { remembered } from "./remembered.ts"

/** Whether the id of an event `e` was used again, as a trigger keeps it: the other events that had it may be gone. */
export const IS_AMONG_REUSED = Prisma.sql`e.event_id_hash = ANY(ARRAY(SELECT event_id_hash FROM reused_ids))`

/** Whether another event has the id of an event `e`. */
export const HAS_REUSED_ID = Prisma.sql`${IS_AMONG_REUSED}
  AND EXISTS (SELECT 1 FROM events twin WHERE twin.event_id_hash = e.event_id_hash AND twin.key <> e.key)`

/** How many events there are beyond one an id. Where very many ids were used again, up to two minutes old. */
export const countConflicts = remembered(async (): Promise<number> => {
  const [row] = await readDb().$queryRaw<{ conflicts: number }[]>`
    SELECT coalesce(sum(greatest(uses - 1, 0)), 0)::float8 AS conflicts
    FROM reused_ids r, LATERAL (SELECT count(*) AS uses FROM events e WHERE e.event_id_hash = r.event_id_hash) AS u`
  return row?.conflicts ?? 0
})
