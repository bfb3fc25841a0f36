import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { InboxJson, TallyJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { remembered } from "./remembered.ts"

/**
 * An applied event whose id an earlier received event of other content had used already. The received time and
 * the key decide who was earlier, so of any number of twins exactly one is new.
 */
export const IS_CONFLICT = Prisma.sql`(e.event_id_hash IS NOT NULL AND EXISTS (
  SELECT 1 FROM events earlier WHERE earlier.event_id_hash = e.event_id_hash AND (earlier.received_at, earlier.key) < (e.received_at, e.key)))`

type Row = Omit<InboxJson, "all_time" | "last_24_h"> & { readonly all_time: Omit<Counted, "conflicts">; readonly last_24_h: Counted }
type Counted = { readonly events: number; readonly received: number; readonly quarantined: number; readonly conflicts: number }

/** What is neither quarantined nor a conflict is new; what was delivered beyond an event's first time is a repeat. */
function tallyOf({ events, received, quarantined, conflicts }: Counted): TallyJson {
  return { received, new: events - quarantined - conflicts, repeats: received - events, conflicts, quarantined }
}

/** Over all time a conflict is what there is beyond one event an id, which an index alone answers. */
const countConflicts = remembered(async (): Promise<number> => {
  // In the order of the index the different ones are counted as they pass: in half the time of grouping them.
  const [row] = await readDb().$queryRaw<{ conflicts: number }[]>`
    SELECT (count(event_id_hash) - count(DISTINCT event_id_hash))::float8 AS conflicts FROM events`
  return row?.conflicts ?? 0
})

/**
 * How the inbox adds up. The conflicts of all time may be up to a minute old where the log is so large that it takes long to
 * count them: they are asked for first, so that none is counted whose event is not.
 */
export async function getInbox(viewer: Viewer): Promise<InboxJson> {
  authorize(viewer, "read")
  const conflicts = await countConflicts()
  const [row] = await readDb().$queryRaw<Row[]>`
    WITH recent AS (
      SELECT e.state, e.deliveries, e.occurred_at, e.received_at, ${IS_CONFLICT} AS conflict FROM events e
      WHERE e.received_at >= now() - interval '24 hours'
    ), day AS (
      SELECT count(*) AS events, coalesce(sum(deliveries), 0) AS received, count(*) FILTER (WHERE state = 'quarantined') AS quarantined,
        count(*) FILTER (WHERE conflict) AS conflicts FROM recent
    )
    SELECT (SELECT to_jsonb(day) FROM day) AS last_24_h,
      (SELECT to_jsonb(c) FROM (SELECT coalesce(sum(events), 0) AS events, coalesce(sum(received), 0) AS received,
        coalesce(sum(quarantined), 0) AS quarantined FROM event_counts) AS c) AS all_time,
      (SELECT (percentile_disc(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM received_at - occurred_at)) * 1000)::float8
        FROM recent WHERE occurred_at IS NOT NULL) AS lag_p95_ms,
      (SELECT ${microText(Prisma.sql`max(received_at)`)} FROM events) AS last_received_at,
      (SELECT count(*)::int FROM penned) AS penned, (SELECT count(*)::int FROM gaps WHERE closed_at IS NULL) AS gaps`
  if (!row) throw new Error("A statement of aggregates gave no row.")
  const { all_time, last_24_h, lag_p95_ms, ...rest } = row
  return {
    all_time: tallyOf({ ...all_time, conflicts }),
    last_24_h: tallyOf(last_24_h),
    lag_p95_ms: lag_p95_ms && Math.round(lag_p95_ms),
    ...rest,
  }
}
