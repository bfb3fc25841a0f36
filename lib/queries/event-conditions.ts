import { createHash } from "node:crypto"
import { Prisma } from "#lib/db/sql.ts"
import { kindPlace } from "#lib/porting/event.ts"

export const VERDICTS = ["new", "repeat", "conflict", "quarantined", "late", "unknown_type"] as const

/** The events that some ids' later uses made; only the few ids that are used again are looked at. */
const CONFLICTS = Prisma.sql`
  SELECT key FROM (
    SELECT key, row_number() OVER (PARTITION BY event_id_hash ORDER BY received_at, key) AS use FROM events
    WHERE event_id_hash IN (SELECT event_id_hash FROM events WHERE event_id_hash IS NOT NULL GROUP BY event_id_hash HAVING count(*) > 1)
  ) AS uses WHERE use > 1`

const OF_VERDICT: Readonly<Record<(typeof VERDICTS)[number], Prisma.Sql>> = {
  new: Prisma.sql`e.state = 'applied' AND e.key NOT IN (${CONFLICTS})`,
  repeat: Prisma.sql`e.deliveries > 1`,
  conflict: Prisma.sql`e.key IN (${CONFLICTS})`,
  quarantined: Prisma.sql`e.state = 'quarantined'`,
  // As `isLate` of lib/format has it, which the badge goes by.
  late: Prisma.sql`e.received_at - e.occurred_at > interval '1 hour'`,
  unknown_type: Prisma.sql`e.kind = ${kindPlace("unrecognised")}`,
}

type Asked = {
  readonly state?: string | undefined
  readonly event_type?: readonly string[] | undefined
  readonly event_id?: string | undefined
  readonly verdict?: (typeof VERDICTS)[number] | undefined
}

/** What a filter of the inbox asks of an event `e`. */
export function eventConditions({ state, event_type, event_id, verdict }: Asked, orderId: string | null | undefined): Prisma.Sql {
  const conditions: Prisma.Sql[] = [
    ...(state ? [Prisma.sql`e.state = ${state}`] : []),
    ...(event_type ? [Prisma.sql`e.event_type = ANY(${event_type}::text[])`] : []),
    ...(event_id ? [Prisma.sql`e.event_id_hash = ${idHash(event_id)} AND e.event_id = ${event_id}`] : []),
    ...(orderId ? [Prisma.sql`e.key IN (SELECT event_key FROM event_orders WHERE order_id = ${orderId}::uuid)`] : []),
    ...(verdict ? [OF_VERDICT[verdict]] : []),
  ]
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ")
}

/** The same bounded stand-in for an event id as the intake writes. */
function idHash(eventId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(`${eventId.length}:`).update(eventId).digest().subarray(0, 16))
}
