import type { Tx } from "#lib/db/client.ts"
import { sealFromText, sealToText } from "#lib/db/seal-text.ts"
import { Prisma } from "#lib/db/sql.ts"
import { inTotalOrder, totalOrder } from "#lib/db/total-order.ts"
import { foldComments } from "#lib/porting/comments.ts"
import { kindPlace, ordersTouched, type PortingEvent } from "#lib/porting/event.ts"
import { foldSplits } from "#lib/porting/lineage.ts"
import { remainderOf, sealOrder } from "#lib/porting/seal-order.ts"
import { BODY_BYTES_AT_ONCE } from "./load-order-logs.ts"
import { parseEvent } from "./parse-event.ts"
import { lockOrders } from "./project-orders.ts"
import { shortKey } from "./write-changes.ts"

const BODIES_AT_ONCE = 500

/** Events `e` whose bodies may go. A sample is not: it can be taken out again, as if it had never come. */
export const prunable = (before: Date): Prisma.Sql =>
  Prisma.sql`(e.received_at < ${before} AND e.pruned_at IS NULL AND e.state = 'applied' AND e.projected AND e.source = 'webhook')`

type Body = { readonly key: string; readonly event: PortingEvent }

/**
 * The oldest of an order's bodies that may go, locked in key order as the intake locks events. One stays as long as any
 * order that it touches is busy. A body that this version cannot read stays, too.
 */
async function lockBodies(tx: Tx, orderId: string, before: Date, busy: readonly string[]): Promise<Body[]> {
  const rows = await tx.$queryRaw<{ key: string; raw: Uint8Array; future: boolean }[]>`
    WITH chosen AS (
      SELECT e.key, octet_length(e.raw) AS size, row_number() OVER place AS number, sum(octet_length(e.raw)) OVER place AS bytes
      FROM event_orders eo JOIN events e ON e.key = eo.event_key
      WHERE eo.order_id = ${orderId}::uuid AND ${prunable(before)}
        AND NOT EXISTS (SELECT 1 FROM unnest(e.order_ids) AS t(id) WHERE t.id IN (SELECT unnest(${[...busy]}::uuid[])))
      WINDOW place AS (ORDER BY ${totalOrder()})
    )
    SELECT e.key, e.raw, e.future FROM events e
    WHERE e.key = ANY(ARRAY(SELECT key FROM chosen WHERE number <= ${BODIES_AT_ONCE} AND bytes - size < ${BODY_BYTES_AT_ONCE})) AND ${prunable(before)}
    ORDER BY e.key FOR UPDATE`
  return rows.flatMap(({ key, raw, future }) => {
    const parsed = parseEvent(raw)
    return parsed.ok ? [{ key, event: { ...parsed.event, future } }] : []
  })
}

/**
 * Whether something has come for these orders since, or stands unsealed before what is to be sealed: with the orders locked,
 * so that nothing comes any more. A seal over later events would lose what an earlier one says of when a state began.
 */
async function isOvertaken(
  tx: Tx,
  orderId: string,
  orderIds: readonly string[],
  { keys, before }: { keys: string[]; before: Date },
): Promise<boolean> {
  const deciding = [kindPlace("status"), kindPlace("messaging"), kindPlace("deleted")]
  const rows = await tx.$queryRaw<unknown[]>`
    (SELECT 1 FROM event_orders eo JOIN events e ON e.key = eo.event_key
      WHERE eo.order_id = ANY(${[...orderIds]}::uuid[]) AND e.received_at >= ${before} LIMIT 1)
    UNION ALL
    (SELECT 1 FROM event_orders eo JOIN events e ON e.key = eo.event_key
      WHERE eo.order_id = ${orderId}::uuid AND e.pruned_at IS NULL AND e.kind = ANY(${deciding}::smallint[]) AND NOT e.future AND e.key <> ALL(${keys}::text[])
        AND (${totalOrder()}) < (SELECT ${totalOrder("l")} FROM events l WHERE l.key = ANY(${keys}::text[]) ORDER BY ${inTotalOrder("DESC", "l")} LIMIT 1) LIMIT 1)`
  return rows.length > 0
}

/** Returns how many of the orders were not sealed before. */
async function writeSeals(tx: Tx, orderIds: readonly string[], events: readonly PortingEvent[]): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string; content: string }[]>`
    SELECT order_id::text AS id, content FROM seals WHERE order_id = ANY(${[...orderIds]}::uuid[])`
  const before = new Map(rows.map(({ id, content }) => [id, sealFromText(content)]))
  const byOrder = new Map(orderIds.map((id) => [id, [] as PortingEvent[]]))
  for (const event of events) for (const id of ordersTouched(event)) byOrder.get(id)?.push(event)
  const contents = orderIds.map((id) => sealToText(sealOrder(id, byOrder.get(id) ?? [], before.get(id) ?? null)))
  await tx.$executeRaw`
    INSERT INTO seals (order_id, content, sealed_at)
    SELECT id, content, clock_timestamp() FROM unnest(${[...orderIds]}::uuid[], ${contents}::text[]) AS t(id, content)
    ON CONFLICT (order_id) DO UPDATE SET content = excluded.content, sealed_at = excluded.sealed_at`
  return orderIds.length - before.size
}

/** The rows that these events told are all that there is of them from now on. */
async function sealRows(tx: Tx, events: readonly PortingEvent[]): Promise<void> {
  const [comments, members] = [foldComments(events), foldSplits(events)]
  await tx.$executeRaw`
    UPDATE comments c SET sealed = true
    FROM unnest(${comments.map(({ orderId }) => orderId)}::uuid[], ${comments.map(({ id }) => shortKey(id))}::text[],
      ${comments.map(({ mark }) => mark)}::text[]) AS t(order_id, comment_key, mark)
    WHERE c.order_id = t.order_id AND c.comment_key = t.comment_key AND c.mark = t.mark`
  await tx.$executeRaw`
    UPDATE split_members m SET sealed = true
    FROM unnest(${members.map(({ from }) => from)}::uuid[], ${members.map(({ to }) => to)}::uuid[],
      ${members.map(({ member }) => shortKey(member))}::text[]) AS t(from_id, to_id, member)
    WHERE m.from_id = t.from_id AND m.to_id = t.to_id AND m.member = t.member`
}

/** How many bodies went, and how many of the orders were not sealed before. */
type Piece = { readonly bodies: number; readonly orders: number }
const NONE: Piece = { bodies: 0, orders: 0 }

/** Deletes some of an order's bodies, and seals what they say. None where nothing is left that may go. */
export async function prunePiece(tx: Tx, orderId: string, before: Date, busy: readonly string[]): Promise<Piece> {
  const bodies = await lockBodies(tx, orderId, before, busy)
  if (bodies.length === 0) return NONE
  const [keys, events] = [bodies.map(({ key }) => key), bodies.map(({ event }) => event)]
  const orderIds = [...new Set(events.flatMap(ordersTouched))].sort()
  await lockOrders(tx, orderIds)
  if (await isOvertaken(tx, orderId, orderIds, { keys, before })) return NONE
  const orders = await writeSeals(tx, orderIds, events)
  await sealRows(tx, events)
  const left = events.map(remainderOf)
  await tx.$executeRaw`
    UPDATE events e SET raw = '', payload_start = NULL, payload_length = NULL, pruned_at = clock_timestamp(),
      remainder = t.remainder, summary = t.summary
    FROM unnest(${keys}::text[], ${left.map(({ payload }) => JSON.stringify(payload))}::text[], ${left.map(({ summary }) => summary)}::text[])
      AS t(key, remainder, summary) WHERE e.key = t.key`
  return { bodies: bodies.length, orders }
}
