import { createHash } from "node:crypto"
import { Prisma } from "#lib/db/sql.ts"
import { kindOfType, kindPlace } from "#lib/porting/event.ts"
import { IS_AMONG_REUSED } from "./reused-event-ids.ts"

export const VERDICTS = ["new", "repeat", "conflict", "quarantined", "late", "unknown_type"] as const

/**
 * An applied event whose id an earlier received event of other content had used already. The received time and
 * the key decide who was earlier, so of any number of twins exactly one is new.
 */
export const IS_CONFLICT = Prisma.sql`(e.event_id_hash IS NOT NULL AND EXISTS (
  SELECT 1 FROM events earlier WHERE earlier.event_id_hash = e.event_id_hash AND (earlier.received_at, earlier.key) < (e.received_at, e.key)))`

/** As `isLate` of lib/format has it, which the badge goes by; what says to be of the future is not. An index is over these. */
export const IS_LATE = Prisma.sql`e.received_at - e.occurred_at > interval '1 hour'`

function ofVerdict(verdict: (typeof VERDICTS)[number]): Prisma.Sql {
  switch (verdict) {
    case "new":
      return Prisma.sql`e.state = 'applied' AND NOT ${IS_CONFLICT}`
    case "repeat":
      return Prisma.sql`e.deliveries > 1 AND EXISTS (SELECT 1 FROM deliveries d WHERE d.event_key = e.key AND d.ordinal > 1)`
    case "conflict":
      return Prisma.sql`${IS_AMONG_REUSED} AND ${IS_CONFLICT}`
    case "quarantined":
      return Prisma.sql`e.state = 'quarantined'`
    case "late":
      return IS_LATE
    case "unknown_type":
      return Prisma.sql`e.kind = ${kindPlace("unrecognised")}`
  }
}

/** By kinds, too, which an index has. */
function withTypes(types: readonly string[]): Prisma.Sql {
  const kinds = [...new Set(types.map((type) => kindPlace(kindOfType(type))))]
  const [only] = kinds
  const isKind = kinds.length === 1 ? Prisma.sql`e.kind = ${only}` : Prisma.sql`e.kind = ANY(${kinds}::smallint[])`
  return Prisma.sql`e.event_type = ANY(${[...types]}::text[]) AND ${isKind}`
}

type Asked = {
  readonly state?: string | undefined
  readonly event_type?: readonly string[] | undefined
  readonly event_id?: string | undefined
  readonly verdict?: (typeof VERDICTS)[number] | undefined
}

/** What a filter of the inbox asks of an event `e`. */
export function eventConditions(
  { state, event_type, event_id, verdict }: Asked,
  { orderId }: { readonly orderId?: string | undefined },
): Prisma.Sql {
  const conditions: Prisma.Sql[] = [
    ...(state ? [Prisma.sql`e.state = ${state}`] : []),
    ...(event_type ? [withTypes(event_type)] : []),
    ...(event_id ? [Prisma.sql`e.event_id_hash = ${idHash(event_id)} AND e.event_id = ${event_id}`] : []),
    ...(orderId ? [Prisma.sql`e.key IN (SELECT event_key FROM event_orders WHERE order_id = ${orderId}::uuid)`] : []),
    ...(verdict ? [ofVerdict(verdict)] : []),
  ]
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ")
}

/** The same bounded stand-in for an event id as the intake writes. */
function idHash(eventId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(`${eventId.length}:`).update(eventId).digest().subarray(0, 16))
}
