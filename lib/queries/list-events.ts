import { createHash } from "node:crypto"
import { z } from "zod"
import type { Viewer } from "#lib/access/viewer.ts"
import type { EventJson, EventListJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import { findOrderId } from "./find-order.ts"
import { isUuid } from "./order-filter.ts"
import {
  CURSOR_PROBLEM,
  cursorParam,
  decodeCursor,
  encodeCursor,
  isEventKey,
  limitParam,
  listParam,
  type QueryResult,
  textParam,
} from "./read-query.ts"

export const eventFilterSchema = z.object({
  state: z.enum(["applied", "quarantined"], { error: "applied or quarantined is allowed." }).optional(),
  event_type: listParam().optional().meta({ description: "Any of these types, comma-separated. An open set." }),
  order: textParam(200).optional().meta({ description: "UUID or support key of an order." }),
  event_id: textParam(20_000).optional(),
  limit: limitParam,
  cursor: cursorParam.optional(),
})
export type EventFilter = z.output<typeof eventFilterSchema>

const EVENT_COLUMNS = Prisma.sql`
  e.key AS event, e.event_id, e.event_type, e.state, e.reason, e.occurred_text AS occurred_at,
  ${microText(Prisma.sql`e.received_at`)} AS received_at, e.deliveries, e.verified, e.future,
  e.order_ids::text[] AS orders,
  coalesce(e.event_id_hash IN (SELECT twin.event_id_hash FROM events twin WHERE twin.event_id_hash = e.event_id_hash AND twin.key <> e.key), false) AS id_reused`

function conditionsOf({ state, event_type, event_id }: EventFilter, orderId: string | null | undefined): Prisma.Sql {
  const conditions: Prisma.Sql[] = [
    ...(state ? [Prisma.sql`e.state = ${state}`] : []),
    ...(event_type ? [Prisma.sql`e.event_type = ANY(${event_type}::text[])`] : []),
    ...(event_id ? [Prisma.sql`e.event_id_hash = ${idHash(event_id)} AND e.event_id = ${event_id}`] : []),
    ...(orderId ? [Prisma.sql`e.key IN (SELECT event_key FROM event_orders WHERE order_id = ${orderId}::uuid)`] : []),
  ]
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ")
}

/** The same bounded stand-in for an event id as the intake writes. */
function idHash(eventId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(`${eventId.length}:`).update(eventId).digest().subarray(0, 16))
}

/** One page of the raw inbox, the newest received first. */
export async function listEvents(_viewer: Viewer, filter: EventFilter): Promise<QueryResult<EventListJson>> {
  const { cursor, limit, ...asked } = filter
  const question = createHash("sha256").update(JSON.stringify(asked)).digest("base64url").slice(0, 16)
  const place = cursor === undefined ? null : decodeCursor(question, cursor, 2)
  if (cursor !== undefined && !isPlace(place)) return { ok: false, problem: CURSOR_PROBLEM }
  const orderId = filter.order === undefined ? undefined : await findOrderId(filter.order)
  if (orderId === null && !isUuid(filter.order ?? "")) return { ok: true, query: { data: [], next_cursor: null } }
  const from = place ? Prisma.sql`AND (e.received_at, e.key) < (${place[0]}::timestamptz, ${place[1]})` : Prisma.empty
  const rows = await readDb().$queryRaw<EventJson[]>`
    SELECT ${EVENT_COLUMNS} FROM events e WHERE ${conditionsOf(filter, orderId ?? filter.order)} ${from}
    ORDER BY e.received_at DESC, e.key DESC LIMIT ${limit + 1}`
  const data = rows.slice(0, limit)
  const last = rows.length > limit ? data.at(-1) : undefined
  return { ok: true, query: { data, next_cursor: last ? encodeCursor(question, [last.received_at, last.event]) : null } }
}

function isPlace(place: (string | null)[] | null): boolean {
  const [receivedAt, key] = place ?? []
  return parseInstant(receivedAt) !== null && isEventKey(key ?? "")
}
