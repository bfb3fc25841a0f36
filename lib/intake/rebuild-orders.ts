import { isDeepStrictEqual } from "node:util"
import type { Db, Tx } from "#lib/db/client.ts"
import { orderToRow } from "#lib/db/order-row.ts"
import { type CommentVersion, foldComments } from "#lib/porting/comments.ts"
import type { PortingEvent } from "#lib/porting/event.ts"
import { foldOrder } from "#lib/porting/fold-order.ts"
import { foldSplits, type SplitMember } from "#lib/porting/lineage.ts"
import type { Order } from "#lib/porting/order.ts"
import { loadOrderEvents } from "./load-order-events.ts"
import { courtNow, lockOrders, notifyChange, shortKey, writeComments, writeOrders, writeSplits } from "./project-orders.ts"

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

/** Whether an order's stored comments differ from what its events say; mended if so. */
async function mendComments(tx: Tx, id: string, events: readonly PortingEvent[]): Promise<boolean> {
  const wanted = foldComments(events)
  const stored = await tx.$queryRaw<Comparable[]>`
    SELECT comment_key AS key, comment_id AS id, body, user_type, user_id, inserted_text AS inserted, mark FROM comments WHERE order_id = ${id}::uuid`
  if (isDeepStrictEqual(byText(stored), byText(wanted.map(commentView)))) return false
  await tx.$executeRaw`DELETE FROM comments WHERE order_id = ${id}::uuid`
  await writeComments(tx, wanted)
  return true
}

/** The same for the edges that leave an order; those that reach it are another order's to leave. */
async function mendSplits(tx: Tx, id: string, events: readonly PortingEvent[]): Promise<boolean> {
  const wanted = foldSplits(events).filter((member) => member.from === id)
  const stored = await tx.$queryRaw<Comparable[]>`
    SELECT to_id::text AS "to", member, first_text AS first, last_text AS last FROM split_members WHERE from_id = ${id}::uuid`
  if (isDeepStrictEqual(byText(stored), byText(wanted.map(splitView)))) return false
  await tx.$executeRaw`DELETE FROM split_members WHERE from_id = ${id}::uuid`
  await writeSplits(tx, wanted)
  return true
}

async function rebuildChunk(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const existing = await tx.$queryRaw<
    { id: string; court: string }[]
  >`SELECT id::text, court FROM orders WHERE id = ANY(${[...ids]}::uuid[])`
  const courts = new Map(existing.map((row) => [row.id, row.court]))
  const stored = await lockOrders(tx, ids)
  const events = await loadOrderEvents(tx, ids)
  const differing = new Set<string>(ids.filter((id) => !courts.has(id)))
  const folded: Order[] = []
  for (const id of [...ids].sort()) {
    const own = events.get(id) ?? []
    const order = foldOrder(id, own)
    const before = stored.get(id)
    const isSame =
      before &&
      isDeepStrictEqual(orderToRow(before, courtNow(order)), orderToRow(order, courtNow(order))) &&
      courts.get(id) === courtNow(order)
    if (!isSame) differing.add(id)
    if (await mendComments(tx, id, own)) differing.add(id)
    if (await mendSplits(tx, id, own)) differing.add(id)
    if (differing.has(id)) folded.push(order)
  }
  if (folded.length > 0) await writeOrders(tx, folded)
  await tx.$executeRaw`
    UPDATE events SET projected = true
    WHERE NOT projected AND key IN (SELECT event_key FROM event_orders WHERE order_id = ANY(${[...ids]}::uuid[]))`
  if (differing.size > 0) await notifyChange(tx, [...differing])
  return [...differing]
}

/** Recomputes all orders from the stored events, also while serving; returns how many there are and how many were wrong. */
export async function rebuildOrders(db: Db): Promise<{ orders: number; differed: number }> {
  let orders = 0
  let differed = 0
  let last = "00000000-0000-0000-0000-000000000000"
  for (let first = true; ; first = false) {
    const rows = await db.$queryRaw<{ id: string }[]>`
      SELECT id::text FROM (SELECT id FROM orders UNION SELECT order_id FROM event_orders) AS t
      WHERE id > ${last}::uuid OR (${first} AND id = ${last}::uuid) ORDER BY id LIMIT ${ORDERS_A_TRANSACTION}`
    const ids = rows.map((row) => row.id)
    const end = ids.at(-1)
    if (end === undefined) return { orders, differed }
    const wrong = await db.$transaction((tx) => rebuildChunk(tx, ids), { maxWait: 30_000, timeout: 120_000 })
    orders += ids.length
    differed += wrong.length
    last = end
  }
}
