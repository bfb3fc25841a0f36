import type { Tx } from "#lib/db/client.ts"
import { ORDER_ROW, type OrderRow, orderFromRow } from "#lib/db/order-row.ts"
import { foldComments } from "#lib/porting/comments.ts"
import { ordersTouched, type PortingEvent } from "#lib/porting/event.ts"
import { foldOrder } from "#lib/porting/fold-order.ts"
import { foldSplits } from "#lib/porting/lineage.ts"
import type { Order } from "#lib/porting/order.ts"
import { takeEvents } from "#lib/porting/take-events.ts"
import { loadOrderLogs } from "./load-order-logs.ts"
import { retellOrders } from "./retell-orders.ts"
import { rulesInForce } from "./rules-in-force.ts"
import { writeChanges } from "./write-changes.ts"

/** Locks the rows of these orders in id order, makes those that are missing, and returns them as they are now. */
export async function lockOrders(tx: Tx, ids: readonly string[]): Promise<Map<string, Order>> {
  const sorted = [...new Set(ids)].sort()
  const found = await selectForUpdate(tx, sorted)
  const missing = sorted.filter((id) => !found.has(id))
  if (missing.length === 0) return found
  await tx.$executeRaw`
    INSERT INTO orders (id, court, placeholder, exception_codes, updated_at)
    SELECT id, 'none', true, '{}', clock_timestamp() FROM unnest(${missing}::uuid[]) AS t(id) ORDER BY id
    ON CONFLICT DO NOTHING`
  return selectForUpdate(tx, sorted)
}

async function selectForUpdate(tx: Tx, ids: readonly string[]): Promise<Map<string, Order>> {
  const rows = await tx.$queryRaw<OrderRow[]>`
    SELECT o.id::text, ${ORDER_ROW} FROM orders o WHERE o.id = ANY(${ids}::uuid[]) ORDER BY o.id FOR UPDATE`
  return new Map(rows.map((row) => [row.id, orderFromRow(row)]))
}

/** Evolves each order by its new events where that tells all; `late`: those of which one came late and may have decided something. */
export function takeInto(stored: readonly Order[], events: readonly PortingEvent[]): { readonly orders: Order[]; readonly late: string[] } {
  const late: string[] = []
  const orders: Order[] = []
  for (const order of stored) {
    const taken = takeEvents(
      order,
      events.filter((event) => ordersTouched(event).includes(order.id)),
    )
    if (taken) orders.push(taken)
    else late.push(order.id)
  }
  return { orders, late }
}

/** Evolves what can be, tells others again by their logs' columns, and folds the rest from all that the bodies say. */
async function projectedOrders(tx: Tx, stored: readonly Order[], events: readonly PortingEvent[]): Promise<Order[]> {
  const { orders, late } = takeInto(stored, events)
  if (late.length === 0) return orders
  const retold = await retellOrders(
    tx,
    stored.filter(({ id }) => late.includes(id)),
    events,
  )
  const left = late.filter((id) => !retold.some((order) => order.id === id))
  if (left.length === 0) return [...orders, ...retold]
  const logs = await loadOrderLogs(tx, left)
  return [...orders, ...retold, ...[...logs].map(([id, { events: all, seal }]) => foldOrder(id, all, seal))]
}

/** What a transaction holds locked, and the version of the rules that was read with it. */
type Held = { readonly orders: ReadonlyMap<string, Order>; readonly rulesVersion: number }

/**
 * Brings the orders that new events touch up to date. The events are in the log already, in this transaction;
 * `orders` are those that it holds, as they were before.
 */
export async function projectOrders(tx: Tx, events: readonly PortingEvent[], { orders: locked, rulesVersion }: Held): Promise<void> {
  const orderIds = [...new Set(events.flatMap(ordersTouched))].sort()
  const isLocked = orderIds.every((id) => locked.has(id))
  const stored = isLocked ? locked : await lockOrders(tx, orderIds)
  const touched = orderIds.flatMap((id) => stored.get(id) ?? [])
  const orders = await projectedOrders(tx, touched, events)
  const { rules } = await rulesInForce(tx, isLocked ? rulesVersion : null)
  await writeChanges(tx, { orderIds, orders, rules, comments: foldComments(events), splits: foldSplits(events) })
}
