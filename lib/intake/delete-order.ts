import type { Db, Tx } from "#lib/db/client.ts"
import { type Removed, removeEvents } from "./remove-events.ts"

/**
 * Deletes all that is kept of an order, in one transaction: its events with their bytes and deliveries, and what they add
 * up to. A split tells of two orders: it goes, too, and the other one becomes what the rest of its events add up to.
 * A webhook of it that comes later makes it anew, from that webhook on. `note` writes down, with it, that it was done.
 */
export async function deleteOrderData(db: Db, id: string, note: (tx: Tx, removed: Removed) => Promise<unknown>): Promise<Removed> {
  return db.$transaction(
    async (tx) => {
      const rows = await tx.$queryRaw<{ key: string }[]>`
        SELECT key FROM events WHERE key IN (SELECT event_key FROM event_orders WHERE order_id = ${id}::uuid) ORDER BY key FOR UPDATE`
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
