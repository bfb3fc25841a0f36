import type { Tx } from "#lib/db/client.ts"
import { kindAt, ordersTouched, type PortingEvent } from "#lib/porting/event.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import type { Order } from "#lib/porting/order.ts"
import { isRetellable, retellOrder, type Trace } from "#lib/porting/retell.ts"

/** `isWhole`: its body is kept, no order is behind with it, and it is known by a hash as this version keeps them. */
type Row = {
  readonly order_id: string
  readonly kind: number
  readonly rank: number
  readonly occurred_text: string
  readonly hash: string
  readonly event_id: string
  readonly isWhole: boolean
}

function traceOf({ kind, rank, occurred_text, hash, event_id }: Row): Trace | null {
  const occurredAt = parseInstant(occurred_text)
  if (occurredAt === null) return null
  return { kind: kindAt(kind), rank, occurredAt, contentHash: hash, eventId: event_id }
}

/**
 * Orders of which a new event came late, told again by columns of the log: an order may have thousands of events, and reading each
 * one's body takes ten times as long. An order that only the bodies tell of is left out.
 */
export async function retellOrders(tx: Tx, orders: readonly Order[], events: readonly PortingEvent[]): Promise<Order[]> {
  const newsOf = ({ id }: Order): PortingEvent[] => events.filter((event) => !event.future && ordersTouched(event).includes(id))
  const retellable = orders.filter((order) => isRetellable(order, newsOf(order)))
  if (retellable.length === 0) return []
  const ids = retellable.map(({ id }) => id)
  const rows = await tx.$queryRaw<Row[]>`
    SELECT eo.order_id::text, e.kind::int AS kind, e.rank::int AS rank, e.occurred_text, e.hash, e.event_id, e.whole AS "isWhole"
    FROM event_orders eo CROSS JOIN LATERAL (
      SELECT kind, rank, occurred_text, encode(content_hash, 'hex') AS hash, event_id, projected AND pruned_at IS NULL AND octet_length(content_hash) = 32 AS whole FROM events
      WHERE key = eo.event_key AND NOT future OFFSET 0) AS e
    WHERE eo.order_id = ANY(${ids}::uuid[]) AND NOT EXISTS (SELECT 1 FROM seals s WHERE s.order_id = eo.order_id)`
  const byOrder = Map.groupBy(rows, ({ order_id }) => order_id)
  return retellable.flatMap((order) => {
    const own = byOrder.get(order.id) ?? []
    const traces = own.map((row) => (row.isWhole ? traceOf(row) : null))
    if (own.length === 0 || !traces.every((trace) => trace !== null)) return []
    return retellOrder(order, traces, newsOf(order)) ?? []
  })
}
