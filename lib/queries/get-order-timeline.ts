import type { Viewer } from "#lib/access/roles.ts"
import type { ShownEntryJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { inTotalOrder } from "#lib/db/total-order.ts"
import { getTimeline, type TimelineQuery } from "./get-timeline.ts"
import type { QueryResult } from "./read-query.ts"

/** How many events an order has, by the place of their kind, and how many of those came more than an hour late. */
export type KindCount = { readonly kind: number; readonly events: number; readonly late: number }
export type OrderTimeline = {
  readonly entries: readonly ShownEntryJson[]
  readonly next_cursor: string | null
  readonly counts: readonly KindCount[]
}

type Arrival = Pick<ShownEntryJson, "out_of_order" | "source">

/**
 * How some events came: after an event of the order that sorts later (a future one makes nobody late), and whence. From the
 * newest back: a window whose beginning stays grows by one row at a time, however many there are.
 */
async function arrivalsOf(id: string, keys: readonly string[]): Promise<ReadonlyMap<string, Arrival>> {
  if (keys.length === 0) return new Map()
  const rows = await readDb().$queryRaw<(Arrival & { readonly key: string })[]>`
    SELECT key, source, coalesce(first_of_later < received_at, false) AS out_of_order FROM (
      SELECT e.key, e.source, e.received_at,
        min(CASE WHEN e.future THEN NULL ELSE e.received_at END)
          OVER (ORDER BY ${inTotalOrder("DESC")} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS first_of_later
      FROM event_orders eo JOIN events e ON e.key = eo.event_key WHERE eo.order_id = ${id}::uuid
    ) AS t WHERE key = ANY(${[...keys]}::text[])`
  return new Map(rows.map(({ key, ...arrival }) => [key, arrival]))
}

async function countKinds(id: string): Promise<KindCount[]> {
  return readDb().$queryRaw<KindCount[]>`
    SELECT e.kind::int AS kind, count(*)::int AS events,
      count(*) FILTER (WHERE e.received_at - e.occurred_at > interval '1 hour')::int AS late
    FROM event_orders eo JOIN events e ON e.key = eo.event_key WHERE eo.order_id = ${id}::uuid GROUP BY 1 ORDER BY 1`
}

/** A page of an order's events as its screen shows them, and how many there are of each kind. */
export async function getOrderTimeline(viewer: Viewer, id: string, query: TimelineQuery): Promise<QueryResult<OrderTimeline>> {
  const [timeline, counts] = await Promise.all([getTimeline(viewer, id, query), countKinds(id)])
  if (timeline === null) return { ok: true, query: { entries: [], next_cursor: null, counts } }
  if (!timeline.ok) return timeline
  const { data, next_cursor } = timeline.query
  const arrivals = await arrivalsOf(
    id,
    data.map(({ event }) => event),
  )
  const entries = data.map(({ payloadText, ...entry }) => ({
    ...entry,
    payload: JSON.parse(payloadText) as unknown,
    ...(arrivals.get(entry.event) ?? { out_of_order: false, source: "webhook" }),
  }))
  return { ok: true, query: { entries, next_cursor, counts } }
}
