import { authorize, type Viewer } from "#lib/access/roles.ts"
import { type InboxJson, LAG_EVENTS, type TallyJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { countConflicts, DAY_AGO } from "./reused-event-ids.ts"

type Counted = { readonly events: number; readonly received: number; readonly quarantined: number }
type Row = Omit<InboxJson, "all_time" | "last_24_h"> & { readonly all_time: Counted; readonly last_24_h: Counted }

/** What is neither quarantined nor a conflict is new; what was delivered beyond an event's first time is a repeat. */
function tallyOf({ events, received, quarantined }: Counted, known: number): TallyJson {
  // What is remembered of conflicts may be of events that are gone, or of yesterday.
  const conflicts = Math.min(known, events - quarantined)
  return { received, new: events - quarantined - conflicts, repeats: received - events, conflicts, quarantined }
}

/** By what is kept of each minute, and the newest events alone: a day may have millions. */
async function countEvents(): Promise<Row> {
  const counted = (where: Prisma.Sql): Prisma.Sql => Prisma.sql`(SELECT to_jsonb(c) FROM (
    SELECT coalesce(sum(events), 0) AS events, coalesce(sum(received), 0) AS received, coalesce(sum(quarantined), 0) AS quarantined
    FROM event_counts WHERE ${where}) AS c)`
  const [row] = await readDb().$queryRaw<Row[]>`
    SELECT ${counted(Prisma.sql`true`)} AS all_time, ${counted(Prisma.sql`minute >= ${DAY_AGO}`)} AS last_24_h,
      (SELECT (percentile_disc(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM received_at - occurred_at)) * 1000)::float8 FROM (
        SELECT received_at, occurred_at FROM events WHERE received_at >= ${DAY_AGO} ORDER BY received_at DESC, key DESC LIMIT ${LAG_EVENTS}
      ) AS newest WHERE occurred_at IS NOT NULL) AS lag_p95_ms,
      (SELECT ${microText(Prisma.sql`max(received_at)`)} FROM events) AS last_received_at,
      (SELECT count(*)::int FROM penned) AS penned, (SELECT ${microText(Prisma.sql`max(received_at)`)} FROM penned) AS last_penned_at, (SELECT count(*)::int FROM gaps WHERE closed_at IS NULL) AS gaps`
  if (row === undefined) throw new Error("A statement of aggregates gave no row.")
  return row
}

/** How the inbox adds up. Conflicts are asked for first, so that none is counted whose event has not come yet. */
export async function getInbox(viewer: Viewer): Promise<InboxJson> {
  authorize(viewer, "read")
  const conflicts = await countConflicts()
  const { all_time, last_24_h, lag_p95_ms, ...rest } = await countEvents()
  return {
    all_time: tallyOf(all_time, conflicts.all),
    last_24_h: tallyOf(last_24_h, conflicts.day),
    lag_p95_ms: lag_p95_ms && Math.round(lag_p95_ms),
    ...rest,
  }
}
