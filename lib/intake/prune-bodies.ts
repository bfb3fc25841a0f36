import type { Db, Tx } from "#lib/db/client.ts"
import { sealFromText, sealToText } from "#lib/db/seal-text.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { ordersTouched, type PortingEvent } from "#lib/porting/event.ts"
import { remainderOf, sealOrder } from "#lib/porting/seal-order.ts"
import { parseEvent } from "./parse-event.ts"
import { lockOrders } from "./project-orders.ts"

/** What went: bodies of so many events, which sealed so many orders, and what had never been understood or let in. */
export type Pruned = { readonly bodies: number; readonly orders: number; readonly quarantined: number; readonly penned: number }

const EVENTS_A_PAGE = 500
/** A body has up to 1 MiB. */
const BODIES_A_TRANSACTION = 64
const ROWS_A_STATEMENT = 500
const PATIENT = { maxWait: 30_000, timeout: 120_000 }

/** Events `e` whose bodies may go. A sample is not: it can be taken out again, as if it had never come. */
const prunable = (before: Date): Prisma.Sql =>
  Prisma.sql`e.received_at < ${before} AND e.pruned_at IS NULL AND e.state = 'applied' AND e.projected AND e.source = 'webhook'`

type Body = { readonly key: string; readonly raw: Uint8Array; readonly future: boolean }

/**
 * The oldest of an order's bodies that may go, locked in key order as the intake locks events. One stays as long as any
 * order that it touches has something newer: what that order is can still be worked out then.
 */
async function lockBodies(tx: Tx, orderId: string, before: Date): Promise<Body[]> {
  return tx.$queryRaw<Body[]>`
    WITH old AS (
      SELECT e.key, e.order_ids, e.occurred_at, e.kind, e.rank, e.content_hash, e.event_id FROM event_orders eo JOIN events e ON e.key = eo.event_key
      WHERE eo.order_id = ${orderId}::uuid AND ${prunable(before)}
    ), touched AS (
      SELECT DISTINCT unnest(order_ids) AS id FROM old
    ), busy AS (
      SELECT id FROM touched WHERE EXISTS (
        SELECT 1 FROM event_orders eo JOIN events n ON n.key = eo.event_key WHERE eo.order_id = touched.id AND n.received_at >= ${before})
    ), chosen AS (
      SELECT key FROM old WHERE NOT order_ids && ARRAY(SELECT id FROM busy)
      ORDER BY occurred_at, kind, rank, content_hash, event_id COLLATE "C" LIMIT ${BODIES_A_TRANSACTION}
    )
    SELECT e.key, e.raw, e.future FROM events e WHERE e.key = ANY(ARRAY(SELECT key FROM chosen)) AND ${prunable(before)}
    ORDER BY e.key FOR UPDATE`
}

async function sealOrders(tx: Tx, events: readonly PortingEvent[]): Promise<string[]> {
  const orderIds = [...new Set(events.flatMap(ordersTouched))].sort()
  await lockOrders(tx, orderIds)
  const rows = await tx.$queryRaw<{ id: string; content: string }[]>`
    SELECT order_id::text AS id, content FROM seals WHERE order_id = ANY(${orderIds}::uuid[])`
  const before = new Map(rows.map(({ id, content }) => [id, sealFromText(content)]))
  const contents = orderIds.map((id) => {
    const own = events.filter((event) => ordersTouched(event).includes(id))
    return sealToText(sealOrder(id, own, before.get(id) ?? null))
  })
  await tx.$executeRaw`
    INSERT INTO seals (order_id, content, sealed_at)
    SELECT id, content, clock_timestamp() FROM unnest(${orderIds}::uuid[], ${contents}::text[]) AS t(id, content)
    ON CONFLICT (order_id) DO UPDATE SET content = excluded.content, sealed_at = excluded.sealed_at`
  return orderIds.filter((id) => !before.has(id))
}

/** Deletes bodies of an order that may go, and seals what they say. A body that this version cannot read stays. */
async function pruneOrder(tx: Tx, orderId: string, before: Date): Promise<{ readonly bodies: number; readonly orders: number }> {
  const read = (await lockBodies(tx, orderId, before)).flatMap(({ key, raw, future }) => {
    const parsed = parseEvent(raw)
    return parsed.ok ? [{ key, event: { ...parsed.event, future } }] : []
  })
  if (read.length === 0) return { bodies: 0, orders: 0 }
  const sealed = await sealOrders(
    tx,
    read.map(({ event }) => event),
  )
  const remainders = read.map(({ event }) => JSON.stringify(remainderOf(event)))
  await tx.$executeRaw`
    UPDATE events e SET raw = '', payload_start = NULL, payload_length = NULL, remainder = t.remainder, pruned_at = clock_timestamp()
    FROM unnest(${read.map(({ key }) => key)}::text[], ${remainders}::text[]) AS t(key, remainder) WHERE e.key = t.key`
  return { bodies: read.length, orders: sealed.length }
}

type Place = { readonly at: string; readonly key: string }

/** Orders that have bodies of that age, a page of events after the other. */
async function* ordersWithOldBodies(db: Db, before: Date): AsyncGenerator<string> {
  for (let place: Place = { at: "0001-01-01T00:00:00Z", key: "" }; ; ) {
    const rows: (Place & { readonly order_ids: string[] })[] = await db.$queryRaw`
      SELECT e.key, ${microText(Prisma.sql`e.received_at`)} AS at, e.order_ids::text[] AS order_ids FROM events e
      WHERE ${prunable(before)} AND (e.received_at, e.key) > (${place.at}::timestamptz, ${place.key})
      ORDER BY e.received_at, e.key LIMIT ${EVENTS_A_PAGE}`
    yield* new Set(rows.flatMap(({ order_ids }) => order_ids))
    const last = rows.at(-1)
    if (!last) return
    place = last
  }
}

async function untilNone(signal: AbortSignal, remove: () => Promise<number>): Promise<number> {
  let total = 0
  while (!signal.aborted) {
    const removed = await remove()
    if (removed === 0) break
    total += removed
  }
  return total
}

/** What nobody understood or let in adds up to nothing, and goes as a whole. */
async function deleteQuarantined(db: Db, before: Date): Promise<number> {
  return db.$executeRaw`
    WITH gone AS (
      SELECT key FROM events WHERE state = 'quarantined' AND received_at < ${before} ORDER BY key LIMIT ${ROWS_A_STATEMENT} FOR UPDATE
    ), delivered AS (
      DELETE FROM deliveries WHERE event_key IN (SELECT key FROM gone)
    )
    DELETE FROM events WHERE key IN (SELECT key FROM gone)`
}

async function deletePenned(db: Db, before: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM penned WHERE hash IN (SELECT hash FROM penned WHERE received_at < ${before} LIMIT ${ROWS_A_STATEMENT})`
}

/**
 * Deletes the bodies that came before a moment, of orders that nothing has come for since, and seals those orders: what the
 * bodies said stays, and what comes later goes on from it. Whatever was begun is whole when `signal` ends it.
 */
export async function pruneBodies(db: Db, before: Date, signal: AbortSignal): Promise<Pruned> {
  let [bodies, orders] = [0, 0]
  for await (const id of ordersWithOldBodies(db, before)) {
    bodies += await untilNone(signal, async () => {
      const pruned = await db.$transaction((tx) => pruneOrder(tx, id, before), PATIENT)
      orders += pruned.orders
      return pruned.bodies
    })
    if (signal.aborted) break
  }
  const quarantined = await untilNone(signal, () => deleteQuarantined(db, before))
  const penned = await untilNone(signal, () => deletePenned(db, before))
  return { bodies, orders, quarantined, penned }
}
