import type { Db, Tx } from "#lib/db/client.ts"
import { sealFromText, sealToText } from "#lib/db/seal-text.ts"
import { inTotalOrder } from "#lib/db/total-order.ts"
import { placeInOrder } from "#lib/porting/event.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import { lockOrders } from "./project-orders.ts"
import { type Removed, removeEvents } from "./remove-events.ts"

type Row = { readonly text: string; readonly kind: number; readonly rank: number; readonly hash: string; readonly event_id: string }

/** The first or the last of an order's events whose bodies are deleted, but for those that go. */
async function endOf(tx: Tx, id: string, going: readonly string[], direction: "ASC" | "DESC") {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT e.occurred_text AS text, e.kind::int AS kind, e.rank::int AS rank, encode(e.content_hash, 'hex') AS hash, e.event_id
    FROM event_orders eo JOIN events e ON e.key = eo.event_key
    WHERE eo.order_id = ${id}::uuid AND e.pruned_at IS NOT NULL AND NOT e.future AND e.key <> ALL(${[...going]}::text[])
    ORDER BY ${inTotalOrder(direction)} LIMIT 1`
  const at = row ? parseInstant(row.text) : null
  return row && at ? { at, key: placeInOrder({ at, kind: row.kind, rank: row.rank, contentHash: row.hash, eventId: row.event_id }) } : null
}

/** What an order was sealed with, without what goes: when it was first and last told of is known of each event still. */
async function reseal(tx: Tx, id: string, content: string, going: readonly string[]): Promise<void> {
  const [seal, first, last] = [sealFromText(content), await endOf(tx, id, going, "ASC"), await endOf(tx, id, going, "DESC")]
  if (first === null || last === null) {
    await tx.$executeRaw`DELETE FROM seals WHERE order_id = ${id}::uuid`
    return
  }
  const order = { ...seal.order, firstEventAt: first.at, lastEventAt: last.at, mark: last.key }
  await tx.$executeRaw`UPDATE seals SET content = ${sealToText({ ...seal, order, first: first.key })} WHERE order_id = ${id}::uuid`
}

/** Takes away what is sealed of an order, and of others what its events have told them. */
async function unseal(tx: Tx, id: string, going: readonly { readonly key: string; readonly order_ids: string[] }[]): Promise<void> {
  const orderIds = [...new Set(going.flatMap(({ order_ids }) => order_ids))]
  await lockOrders(tx, orderIds)
  await tx.$executeRaw`DELETE FROM seals WHERE order_id = ${id}::uuid`
  // What is not sealed goes with its events: a split that has come since they were looked for stays, and so does what it says.
  await tx.$executeRaw`DELETE FROM comments WHERE order_id = ${id}::uuid AND sealed`
  await tx.$executeRaw`DELETE FROM split_members WHERE sealed AND (from_id = ${id}::uuid OR to_id = ${id}::uuid)`
  const keys = going.map(({ key }) => key)
  const others = await tx.$queryRaw<{ order_id: string; content: string }[]>`
    SELECT order_id::text, content FROM seals WHERE order_id = ANY(${orderIds}::uuid[])`
  for (const { order_id, content } of others) await reseal(tx, order_id, content, keys)
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
        SELECT key, order_ids::text[] AS order_ids FROM events
        WHERE key IN (SELECT event_key FROM event_orders WHERE order_id = ${id}::uuid) ORDER BY key FOR UPDATE`
      await unseal(tx, id, rows)
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
