import type { Db, Tx } from "#lib/db/client.ts"
import { sealFromText, sealToText } from "#lib/db/seal-text.ts"
import { lockOrders } from "./project-orders.ts"
import { type Removed, removeEvents } from "./remove-events.ts"

/** Takes an order's own seal, and its edges out of others'. */
async function unseal(tx: Tx, id: string, orderIds: readonly string[]): Promise<void> {
  await lockOrders(tx, orderIds)
  await tx.$executeRaw`DELETE FROM seals WHERE order_id = ${id}::uuid`
  const rows = await tx.$queryRaw<{ order_id: string; content: string }[]>`
    SELECT order_id::text, content FROM seals WHERE order_id = ANY(${orderIds}::uuid[])`
  for (const { order_id, content } of rows) {
    const seal = sealFromText(content)
    const left = sealToText({ ...seal, splits: seal.splits.filter(({ to }) => to !== id) })
    await tx.$executeRaw`UPDATE seals SET content = ${left} WHERE order_id = ${order_id}::uuid`
  }
}

/**
 * Deletes all that is kept of an order, in one transaction: its events with their bytes and deliveries, and what they add
 * up to, sealed or not. A split tells of two orders: it goes, too, and the other one becomes what the rest of its events add up to.
 * A webhook of it that comes later makes it anew, from that webhook on. `note` writes down, with it, that it was done.
 */
export async function deleteOrderData(db: Db, id: string, note: (tx: Tx, removed: Removed) => Promise<unknown>): Promise<Removed> {
  return db.$transaction(
    async (tx) => {
      const rows = await tx.$queryRaw<{ key: string; order_ids: string[] }[]>`
        SELECT key, order_ids::text[] AS order_ids FROM events WHERE key IN (SELECT event_key FROM event_orders WHERE order_id = ${id}::uuid) ORDER BY key FOR UPDATE`
      await unseal(tx, id, [...new Set(rows.flatMap(({ order_ids }) => order_ids))])
      const removed = await removeEvents(
        tx,
        rows.map(({ key }) => key),
      )
      await tx.$executeRaw`DELETE FROM customer_links WHERE order_id = ${id}::uuid`
      await note(tx, removed)
      return removed
    },
    { maxWait: 5_000, timeout: 25_000 },
  )
}
