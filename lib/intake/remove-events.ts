import type { Tx } from "#lib/db/client.ts"
import { mendOrders } from "./rebuild-orders.ts"

/** What went: events, and the orders that only they had made. */
export type Removed = { readonly events: number; readonly orders: number }

/** Deletes these events, and says which orders they touched. */
async function deleteEvents(tx: Tx, keys: readonly string[]): Promise<string[]> {
  await tx.$executeRaw`DELETE FROM deliveries WHERE event_key = ANY(${keys}::text[])`
  const events = await tx.$queryRaw<{ order_ids: string[] }[]>`
    DELETE FROM events WHERE key = ANY(${keys}::text[]) RETURNING order_ids::text[] AS order_ids`
  const orderIds = [...new Set(events.flatMap(({ order_ids }) => order_ids))].sort()
  await tx.$executeRaw`DELETE FROM event_orders WHERE order_id = ANY(${orderIds}::uuid[]) AND event_key = ANY(${keys}::text[])`
  return orderIds
}

/**
 * Takes events out as if they had never come: an order with others becomes what those add up to, one without any goes.
 * The caller holds their rows, in key order, as the intake locks them: events first and then orders, so that neither can
 * wait for the other in a circle.
 */
export async function removeEvents(tx: Tx, keys: readonly string[]): Promise<Removed> {
  if (keys.length === 0) return { events: 0, orders: 0 }
  const orderIds = await deleteEvents(tx, keys)
  return { events: keys.length, orders: await mendOrders(tx, orderIds) }
}
