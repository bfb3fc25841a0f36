import { z } from "zod"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { TimelineEntryJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { inTotalOrder, totalOrder } from "#lib/db/total-order.ts"
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
export type TimelineEntry = Omit<TimelineEntryJson, "payload"> & { readonly payloadText: string }
export type Timeline = { readonly data: readonly TimelineEntry[]; readonly next_cursor: string | null }

/** A page ends early where what it tells is so many bytes: an order may have hundreds of events of a megabyte each. */
const PAGE_BYTES = 8 * 1024 * 1024

/** `found`: how many there are from here on, up to one more than were asked for. */
type Row = Omit<TimelineEntry, "payloadText" | "pruned_at"> & {
  readonly payload: Uint8Array
  readonly pruned_at: string | null
  readonly found: number
}

const toEntry = ({ payload, pruned_at, found: _, ...entry }: Row): TimelineEntry => ({
  ...entry,
  payloadText: Buffer.from(payload).toString("utf8"),
  ...(pruned_at === null ? {} : { pruned_at }),
})

async function readRows(id: string, { sort, limit, kinds }: TimelineQuery, after: string | null): Promise<Row[]> {
  const descending = sort.startsWith("-")
  const beyond = descending ? Prisma.sql`<` : Prisma.sql`>`
  const from = after
    ? Prisma.sql`AND (${totalOrder()}) ${beyond} (SELECT ${totalOrder()} FROM events e WHERE e.key = ${after})`
    : Prisma.empty
  const ofKind = kinds ? Prisma.sql`AND e.kind = ANY(${[...kinds]}::smallint[])` : Prisma.empty
  return readDb().$queryRaw<Row[]>`
    SELECT e.key AS event, e.event_id, e.event_type, e.occurred_text AS occurred_at, ${microText(Prisma.sql`e.received_at`)} AS received_at,
      e.deliveries, e.verified, e.future, e.summary, ${PAYLOAD} AS payload, ${microText(Prisma.sql`e.pruned_at`)} AS pruned_at,
      EXISTS (SELECT 1 FROM events twin WHERE twin.event_id_hash = e.event_id_hash AND twin.key <> e.key) AS id_reused, f.found
    FROM (
      SELECT key, place, sum(bytes) OVER (ORDER BY place) - bytes AS bytes_before, count(*) OVER ()::int AS found FROM (
        SELECT e.key, row_number() OVER (ORDER BY ${inTotalOrder(descending ? "DESC" : "ASC")}) AS place,
          coalesce(e.payload_length, octet_length(e.remainder), 0)::bigint
            + octet_length(concat(e.event_id, e.event_type, e.occurred_text, e.summary)) AS bytes
        FROM event_orders eo JOIN events e ON e.key = eo.event_key
        WHERE eo.order_id = ${id}::uuid ${ofKind} ${from} ORDER BY place LIMIT ${limit + 1}
      ) AS asked
    ) AS f JOIN events e ON e.key = f.key
    WHERE f.place <= ${limit} AND f.bytes_before < ${PAGE_BYTES} ORDER BY f.place`
}

/** A page of an order's events, future ones too: `limit` of them, or fewer where they are large. Null where there is no such order. */
export async function getTimeline(viewer: Viewer, name: string, query: TimelineQuery): Promise<QueryResult<Timeline> | null> {
  authorize(viewer, "read")
  const id = await findOrderId(name)
  if (id === null) return null
  const question = `timeline ${query.sort} ${id}${query.kinds ? ` ${query.kinds}` : ""}`
  const place = query.cursor === undefined ? null : decodeCursor(question, query.cursor, 1)
  if (query.cursor !== undefined && !isEventKey(place?.[0] ?? "")) return { ok: false, problem: CURSOR_PROBLEM }
  const rows = await readRows(id, query, place?.[0] ?? null)
  const last = rows.at(-1)
  const isMore = last !== undefined && last.found > rows.length
  return { ok: true, query: { data: rows.map(toEntry), next_cursor: isMore ? encodeCursor(question, [last.event]) : null } }
}
