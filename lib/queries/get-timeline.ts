import { z } from "zod"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { ShownEntryJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { inTotalOrder } from "#lib/db/total-order.ts"
import { findOrderId } from "./find-order.ts"
import { PAYLOAD } from "./payload-of.ts"
import { CURSOR_PROBLEM, cursorParam, decodeCursor, encodeCursor, isEventKey, limitParam, type QueryResult } from "./read-query.ts"

export const timelineQuerySchema = z.object({
  sort: z.enum(["occurred_at", "-occurred_at"], { error: "occurred_at (oldest first) or -occurred_at is allowed." }).default("occurred_at"),
  limit: limitParam,
  cursor: cursorParam.optional(),
})
export type TimelineQuery = z.output<typeof timelineQuerySchema> & {
  /** Places of the kinds asked for, as `kindPlace` has them; all where none are named. */
  readonly kinds?: readonly number[] | undefined
}

/** An entry whose payload is its source text, which no parser has rounded. */
export type TimelineEntry = Omit<ShownEntryJson, "payload"> & { readonly payloadText: string }
/** How many events an order has, by the place of their kind, and how many of those came more than an hour late. */
export type KindCount = { readonly kind: number; readonly events: number; readonly late: number }
/** `counts`: of all events of the order, whichever are asked for. */
export type Timeline = {
  readonly data: readonly TimelineEntry[]
  readonly next_cursor: string | null
  readonly counts: readonly KindCount[]
}

/** A page ends early where what it tells is so many bytes: an order may have hundreds of events of a megabyte each. */
const PAGE_BYTES = 8 * 1024 * 1024

/** `found`: how many there are from here on, up to one more than were asked for. */
type Found = Omit<TimelineEntry, "payloadText" | "pruned_at"> & {
  readonly payload: Uint8Array
  readonly pruned_at: string | null
  readonly found: number
}
/** One row without an event where none is found. */
type Row = { readonly counts: readonly KindCount[] } & (Found | { readonly event: null })

const isFound = (row: Row): row is Found & Row => row.event !== null

const toEntry = ({ payload, pruned_at, found: _, counts: __, ...entry }: Found & Row): TimelineEntry => ({
  ...entry,
  payloadText: Buffer.from(payload).toString("utf8"),
  ...(pruned_at === null ? {} : { pruned_at }),
})

/**
 * The order's events are read once for all that is asked of them: from the newest back, since a window whose beginning stays grows
 * by one row at a time, however many there are.
 */
async function readRows(id: string, { sort, limit, kinds }: TimelineQuery, after: string | null): Promise<Row[]> {
  const place = Prisma.raw(sort.startsWith("-") ? "own.from_newest" : "-own.from_newest")
  const from = after ? Prisma.sql`AND ${place} > (SELECT ${place} FROM own WHERE own.key = ${after})` : Prisma.empty
  const ofKind = kinds ? Prisma.sql`AND own.kind = ANY(${[...kinds]}::smallint[])` : Prisma.empty
  return readDb().$queryRaw<Row[]>`
    WITH own AS MATERIALIZED (
      SELECT e.key, e.kind, e.source, e.received_at - e.occurred_at > interval '1 hour' AS late, row_number() OVER newest AS from_newest,
        coalesce(min(CASE WHEN e.future THEN NULL ELSE e.received_at END) OVER (newest ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) < e.received_at, false) AS out_of_order,
        coalesce(e.payload_length, octet_length(e.remainder), 0)::bigint
          + octet_length(concat(e.event_id, e.event_type, e.occurred_text, e.summary)) AS bytes
      FROM event_orders eo JOIN events e ON e.key = eo.event_key WHERE eo.order_id = ${id}::uuid
      WINDOW newest AS (ORDER BY ${inTotalOrder("DESC")})),
    page AS (
      SELECT asked.*, row_number() OVER (ORDER BY place) AS number, sum(bytes) OVER (ORDER BY place) - bytes AS bytes_before, count(*) OVER ()::int AS found FROM (
        SELECT own.*, ${place} AS place FROM own WHERE true ${ofKind} ${from} ORDER BY place LIMIT ${limit + 1}) AS asked)
    SELECT c.counts, e.key AS event, e.event_id, e.event_type, e.occurred_text AS occurred_at, ${microText(Prisma.sql`e.received_at`)} AS received_at,
      e.deliveries, e.verified, e.future, e.summary, ${PAYLOAD} AS payload, ${microText(Prisma.sql`e.pruned_at`)} AS pruned_at,
      EXISTS (SELECT 1 FROM events twin WHERE twin.event_id_hash = e.event_id_hash AND twin.key <> e.key) AS id_reused, p.out_of_order, p.source, p.found
    FROM (SELECT coalesce(jsonb_agg(k ORDER BY k.kind), '[]') AS counts FROM (
        SELECT own.kind, count(*)::int AS events, count(*) FILTER (WHERE own.late)::int AS late FROM own GROUP BY 1) AS k) AS c
      LEFT JOIN (page AS p JOIN events e ON e.key = p.key) ON p.number <= ${limit} AND p.bytes_before < ${PAGE_BYTES}
    ORDER BY p.place`
}

/** A page of an order's events, future ones too, and how each came: `limit` of them, or fewer where they are large. Null where there is no such order. */
export async function getTimeline(viewer: Viewer, name: string, query: TimelineQuery): Promise<QueryResult<Timeline> | null> {
  authorize(viewer, "read")
  const id = await findOrderId(name)
  if (id === null) return null
  const question = `timeline ${query.sort} ${id}${query.kinds ? ` ${query.kinds}` : ""}`
  const place = query.cursor === undefined ? null : decodeCursor(question, query.cursor, 1)
  if (query.cursor !== undefined && !isEventKey(place?.[0] ?? "")) return { ok: false, problem: CURSOR_PROBLEM }
  const rows = await readRows(id, query, place?.[0] ?? null)
  const found = rows.filter(isFound)
  const last = found.at(-1)
  const isMore = last !== undefined && last.found > found.length
  const next_cursor = isMore ? encodeCursor(question, [last.event]) : null
  return { ok: true, query: { data: found.map(toEntry), next_cursor, counts: rows[0]?.counts ?? [] } }
}
