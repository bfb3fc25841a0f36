import { isDeepStrictEqual } from "node:util"
import type { Db, Tx } from "#lib/db/client.ts"
import { orderToRow } from "#lib/db/order-row.ts"
import { type CommentVersion, foldComments } from "#lib/porting/comments.ts"
import type { Court } from "#lib/porting/court.ts"
import type { PortingEvent } from "#lib/porting/event.ts"
import { foldOrder } from "#lib/porting/fold-order.ts"
import { foldSplits, type SplitMember } from "#lib/porting/lineage.ts"
import type { Order } from "#lib/porting/order.ts"
import { loadOrderEvents } from "./load-order-events.ts"
import { lockOrders } from "./project-orders.ts"
import { courtNow, shortKey, writeChanges } from "./write-changes.ts"

const ORDERS_A_TRANSACTION = 100

type Comparable = Readonly<Record<string, string | null>>

const commentView = (version: CommentVersion): Comparable => ({
  key: shortKey(version.id),
  id: version.id,
  body: version.body,
  user_type: version.userType,
  user_id: version.userId,
  inserted: version.insertedAt?.text ?? null,
  mark: version.mark,
})

const splitView = (member: SplitMember): Comparable => ({
  to: member.to,
  member: shortKey(member.member),
  first: member.firstAt.text,
  last: member.lastAt.text,
})

const byText = (views: readonly Comparable[]): string[] => views.map((view) => JSON.stringify(view)).sort()

/** The comments that an order's events leave, where other ones are stored (those are gone then); null where they are right. */
async function commentsToWrite(tx: Tx, id: string, events: readonly PortingEvent[]): Promise<CommentVersion[] | null> {
  const wanted = foldComments(events)
  const stored = await tx.$queryRaw<Comparable[]>`
    SELECT comment_key AS key, comment_id AS id, body, user_type, user_id, inserted_text AS inserted, mark FROM comments WHERE order_id = ${id}::uuid`
  if (isDeepStrictEqual(byText(stored), byText(wanted.map(commentView)))) return null
  await tx.$executeRaw`DELETE FROM comments WHERE order_id = ${id}::uuid`
  return wanted
}

/** The same for the edges that leave an order; those that reach it are another order's to leave. */
async function splitsToWrite(tx: Tx, id: string, events: readonly PortingEvent[]): Promise<SplitMember[] | null> {
  const wanted = foldSplits(events).filter((member) => member.from === id)
  const stored = await tx.$queryRaw<Comparable[]>`
    SELECT to_id::text AS "to", member, first_text AS first, last_text AS last FROM split_members WHERE from_id = ${id}::uuid`
  if (isDeepStrictEqual(byText(stored), byText(wanted.map(splitView)))) return null
  await tx.$executeRaw`DELETE FROM split_members WHERE from_id = ${id}::uuid`
  return wanted
}

type Stored = { readonly order: Order; readonly court: string }

/** The rows as they are, locked; null for one that was missing and is made. */
async function lockStored(tx: Tx, ids: readonly string[]): Promise<Map<string, Stored | null>> {
  const before = await tx.$queryRaw<{ id: string }[]>`SELECT id::text FROM orders WHERE id = ANY(${[...ids]}::uuid[])`
  const existing = new Set(before.map((row) => row.id))
  const orders = await lockOrders(tx, ids)
  const courts = await tx.$queryRaw<{ id: string; court: string }[]>`SELECT id::text, court FROM orders WHERE id = ANY(${[...ids]}::uuid[])`
  const court = new Map(courts.map((row) => [row.id, row.court]))
  return new Map([...orders].map(([id, order]) => [id, existing.has(id) ? { order, court: court.get(id) ?? "" } : null]))
}

function isSame(stored: Stored | null | undefined, order: Order): boolean {
  return stored != null && isDeepStrictEqual(orderToRow(stored.order, stored.court as Court), orderToRow(order, courtNow(order)))
}

async function rebuildChunk(tx: Tx, ids: readonly string[]): Promise<number> {
  const stored = await lockStored(tx, ids)
  const events = await loadOrderEvents(tx, ids)
  const wrong = { orders: [] as Order[], comments: [] as CommentVersion[], splits: [] as SplitMember[] }
  for (const id of ids) {
    const own = events.get(id) ?? []
    const order = foldOrder(id, own)
    const comments = await commentsToWrite(tx, id, own)
    const splits = await splitsToWrite(tx, id, own)
    wrong.comments.push(...(comments ?? []))
    wrong.splits.push(...(splits ?? []))
    if (!isSame(stored.get(id), order) || comments || splits) wrong.orders.push(order)
  }
  const orderIds = wrong.orders.map((order) => order.id)
  if (orderIds.length > 0) await writeChanges(tx, { orderIds, ...wrong })
  await tx.$executeRaw`
    UPDATE events SET projected = true
    WHERE NOT projected AND key IN (SELECT event_key FROM event_orders WHERE order_id = ANY(${[...ids]}::uuid[]))`
  return orderIds.length
}

/** Orders are recomputed 100 a transaction: the intake waits for no more than that. */
async function rebuildAll(db: Db, ids: readonly string[]): Promise<number> {
  return db.$transaction((tx) => rebuildChunk(tx, ids.toSorted()), { maxWait: 30_000, timeout: 120_000 })
}

/** Recomputes all orders from the stored events, also while serving; returns how many there are and how many were wrong. */
export async function rebuildOrders(db: Db): Promise<{ orders: number; differed: number }> {
  const total = { orders: 0, differed: 0 }
  for (let last: string | null = null; ; ) {
    const rows: { id: string }[] = await db.$queryRaw`
      SELECT id::text FROM (SELECT id FROM orders UNION SELECT order_id FROM event_orders) AS t
      WHERE ${last}::uuid IS NULL OR id > ${last}::uuid ORDER BY id LIMIT ${ORDERS_A_TRANSACTION}`
    if (rows.length === 0) return total
    total.differed += await rebuildAll(
      db,
      rows.map((row) => row.id),
    )
    total.orders += rows.length
    last = rows.at(-1)?.id ?? null
  }
}

/** Brings the orders up to date whose events were kept while that could not be done. Returns how many were behind. */
export async function projectLeftOver(db: Db): Promise<number> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT unnest(order_ids)::text AS id FROM events WHERE NOT projected LIMIT 10000`
  let behind = 0
  for (let at = 0; at < rows.length; at += ORDERS_A_TRANSACTION) {
    behind += await rebuildAll(
      db,
      rows.slice(at, at + ORDERS_A_TRANSACTION).map((row) => row.id),
    )
  }
  return behind
}
