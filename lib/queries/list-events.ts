import { createHash } from "node:crypto"
import { z } from "zod"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { DetailedEventJson, DetailedEventListJson, EventJson, EventListJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { microsOf, microText, Prisma } from "#lib/db/sql.ts"
import { isUuid } from "#lib/porting/uuid.ts"
import { eventConditions, VERDICTS } from "./event-conditions.ts"
import { DETAIL_COLUMNS, type DetailedRow, toDetailedEvent } from "./event-details.ts"
import { findOrderId } from "./find-order.ts"
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
  verdict: z
    .enum(VERDICTS, { error: `one of ${VERDICTS.join(", ")} is allowed.` })
    .optional()
    .meta({
      description:
        "What was made of it. conflict: an earlier one of other content had used its event id · repeat: delivered more than once · late: received more than 1 h after it occurred · unknown_type: a porting event of none of the five known types.",
    }),
  include: z.enum(["details"], { error: "details is allowed." }).optional().meta({ description: "Adds `details` to each event." }),
  limit: limitParam,
  cursor: cursorParam.optional(),
})
export type EventFilter = z.output<typeof eventFilterSchema>

export const EVENT_COLUMNS = Prisma.sql`
  e.key AS event, e.event_id, e.event_type, e.state, e.reason, e.occurred_text AS occurred_at,
  ${microText(Prisma.sql`e.received_at`)} AS received_at, e.deliveries, e.verified, e.future,
  e.order_ids::text[] AS orders,
  coalesce(e.event_id_hash IN (SELECT twin.event_id_hash FROM events twin WHERE twin.event_id_hash = e.event_id_hash AND twin.key <> e.key), false) AS id_reused`

type Page = QueryResult<{ readonly rows: readonly EventJson[]; readonly next_cursor: string | null }>

async function pageOf(filter: EventFilter, columns: Prisma.Sql): Promise<Page> {
  const { cursor, limit, include: _include, ...asked } = filter
  const question = createHash("sha256").update(JSON.stringify(asked)).digest("base64url").slice(0, 16)
  const place = cursor === undefined ? null : placeOf(decodeCursor(question, cursor, 2))
  if (cursor !== undefined && place === null) return { ok: false, problem: CURSOR_PROBLEM }
  const orderId = filter.order === undefined ? undefined : await findOrderId(filter.order)
  if (orderId === null && !isUuid(filter.order ?? "")) return { ok: true, query: { rows: [], next_cursor: null } }
  const conditions = eventConditions(filter, { orderId: orderId ?? filter.order })
  const from = place ? Prisma.sql`AND (e.received_at, e.key) < (${place[0]}::timestamptz, ${place[1]})` : Prisma.empty
  const rows = await readDb().$queryRaw<EventJson[]>`
    SELECT ${columns} FROM events e WHERE ${conditions} ${from}
    ORDER BY e.received_at DESC, e.key DESC LIMIT ${limit + 1}`
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    ok: true,
    query: { rows: rows.slice(0, limit), next_cursor: last ? encodeCursor(question, [last.received_at, last.event]) : null },
  }
}

/** One page of the raw inbox, the newest received first. */
export async function listEvents(viewer: Viewer, filter: EventFilter): Promise<QueryResult<EventListJson>> {
  if (filter.include === "details") return listDetailedEvents(viewer, filter)
  const page = await pageOf(filter, EVENT_COLUMNS)
  return page.ok ? { ok: true, query: { data: page.query.rows, next_cursor: page.query.next_cursor } } : page
}

/** The same with what a row of the screen tells beside the event itself. */
async function listDetailedEvents(viewer: Viewer, filter: EventFilter): Promise<QueryResult<DetailedEventListJson>> {
  authorize(viewer, "read")
  const page = await pageOf(filter, Prisma.sql`${EVENT_COLUMNS}, ${DETAIL_COLUMNS}`)
  if (!page.ok) return page
  const data = page.query.rows.map((row): DetailedEventJson => toDetailedEvent(row as DetailedRow))
  return { ok: true, query: { data, next_cursor: page.query.next_cursor } }
}

/** The rows for a screen: one that asks for a place that is none shows the first page, and why. */
export async function listShownEvents(
  viewer: Viewer,
  filter: EventFilter,
): Promise<{ readonly list: DetailedEventListJson; readonly note: string | null }> {
  const asked = await listDetailedEvents(viewer, filter)
  if (asked.ok) return { list: asked.query, note: null }
  const first = await listDetailedEvents(viewer, { ...filter, cursor: undefined })
  return { list: first.ok ? first.query : { data: [], next_cursor: null }, note: asked.problem }
}

/** When and with which key a page ended; null where a cursor says anything else. */
function placeOf(told: (string | null)[] | null): readonly [string, string] | null {
  const [receivedAt, key] = told ?? []
  const time = microsOf(receivedAt)
  return time && key && isEventKey(key) ? [time, key] : null
}
