import type { Db, Tx } from "#lib/db/client.ts"
import { mendOrders } from "./rebuild-orders.ts"

/** What went: the sample's events, and the orders that only they had made. */
export type Removed = { readonly events: number; readonly orders: number }

/** Locked as the intake locks them, events in key order and then orders: neither can wait for the other in a circle. */
async function takeSample(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ key: string }[]>`SELECT key FROM events WHERE source = 'sample' ORDER BY key FOR UPDATE`
  return rows.map(({ key }) => key)
}

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
 * Takes the sample out as if it had never come, in one transaction: an order with other events becomes what
 * those add up to, one without any goes. A webhook that brings a sample's event meanwhile either makes it its
 * own first, and it stays, or waits and is new.
 */
export async function removeSample(db: Db): Promise<Removed> {
  return db.$transaction(
    async (tx) => {
      const keys = await takeSample(tx)
      if (keys.length === 0) return { events: 0, orders: 0 }
      const orderIds = await deleteEvents(tx, keys)
      await mendOrders(tx, orderIds)
      const orders = await tx.$executeRaw`
        DELETE FROM orders o WHERE o.id = ANY(${orderIds}::uuid[]) AND NOT EXISTS (SELECT 1 FROM event_orders eo WHERE eo.order_id = o.id)`
      return { events: keys.length, orders }
    },
    { maxWait: 5_000, timeout: 10_000 },
  )
}
