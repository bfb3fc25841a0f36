import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { InboxJson, TallyJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { IS_CONFLICT } from "./event-conditions.ts"
import { remembered } from "./remembered.ts"
import { countConflicts } from "./reused-event-ids.ts"

type Counted = { readonly events: number; readonly received: number; readonly quarantined: number; readonly conflicts: number }
type Day = { readonly last_24_h: Counted; readonly lag_p95_ms: number | null }
type Row = Pick<InboxJson, "last_received_at" | "penned" | "gaps"> & { readonly all_time: Omit<Counted, "conflicts"> }

/** In a log of fewer events everything is counted at the moment it is asked for. */
const MANY = 100_000

/** What is neither quarantined nor a conflict is new; what was delivered beyond an event's first time is a repeat. */
function tallyOf({ events, received, quarantined, conflicts }: Counted): TallyJson {
  return { received, new: events - quarantined - conflicts, repeats: received - events, conflicts, quarantined }
}

async function isLargeLog(): Promise<boolean> {
  const [row] = await readDb().$queryRaw<{ large: boolean }[]>`SELECT coalesce(sum(events), 0) > ${MANY} AS large FROM event_counts`
  return row?.large ?? false
}

async function countDay(): Promise<Day> {
  const [row] = await readDb().$queryRaw<Day[]>`
    WITH recent AS (
      SELECT e.state, e.deliveries, e.occurred_at, e.received_at,
        EXISTS (SELECT 1 FROM reused_ids r WHERE r.event_id_hash = e.event_id_hash) AND ${IS_CONFLICT} AS conflict FROM events e
      WHERE e.received_at >= now() - interval '24 hours'
    ), day AS (
      SELECT count(*) AS events, coalesce(sum(deliveries), 0) AS received, count(*) FILTER (WHERE state = 'quarantined') AS quarantined,
        count(*) FILTER (WHERE conflict) AS conflicts FROM recent
    )
    SELECT (SELECT to_jsonb(day) FROM day) AS last_24_h,
      (SELECT (percentile_disc(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM received_at - occurred_at)) * 1000)::float8
        FROM recent WHERE occurred_at IS NOT NULL) AS lag_p95_ms`
  return oneOf(row)
}

async function countAll(): Promise<Row> {
  const [row] = await readDb().$queryRaw<Row[]>`
    SELECT (SELECT to_jsonb(c) FROM (SELECT coalesce(sum(events), 0) AS events, coalesce(sum(received), 0) AS received,
        coalesce(sum(quarantined), 0) AS quarantined FROM event_counts) AS c) AS all_time,
      (SELECT ${microText(Prisma.sql`max(received_at)`)} FROM events) AS last_received_at,
      (SELECT count(*)::int FROM penned) AS penned, (SELECT count(*)::int FROM gaps WHERE closed_at IS NULL) AS gaps`
  return oneOf(row)
}

function oneOf<Only>(row: Only | undefined): Only {
  if (row === undefined) throw new Error("A statement of aggregates gave no row.")
  return row
}

const rememberedDay = remembered(countDay)

/**
 * How the inbox adds up. Where the log is so large that it takes long to count it, what the last day brought is up to two
 * minutes old. Conflicts are asked for first, so that none is counted whose event is not.
 */
export async function getInbox(viewer: Viewer): Promise<InboxJson> {
  authorize(viewer, "read")
  const isLarge = await isLargeLog()
  const conflicts = await countConflicts()
  const { last_24_h, lag_p95_ms } = await (isLarge ? rememberedDay() : countDay())
  const { all_time, ...rest } = await countAll()
  return {
    all_time: tallyOf({ ...all_time, conflicts }),
    last_24_h: tallyOf(last_24_h),
    lag_p95_ms: lag_p95_ms && Math.round(lag_p95_ms),
    ...rest,
  }
}
