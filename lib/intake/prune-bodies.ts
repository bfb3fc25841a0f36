import type { Db, Tx } from "#lib/db/client.ts"
import { sealFromText, sealToText } from "#lib/db/seal-text.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { log } from "#lib/log.ts"
import { foldComments } from "#lib/porting/comments.ts"
import { kindPlace, ordersTouched, type PortingEvent } from "#lib/porting/event.ts"
import { foldSplits } from "#lib/porting/lineage.ts"
import { remainderOf, sealOrder } from "#lib/porting/seal-order.ts"
import { parseEvent } from "./parse-event.ts"
import { lockOrders } from "./project-orders.ts"
import { removeEvents } from "./remove-events.ts"
import { shortKey } from "./write-changes.ts"

/** What went: bodies of so many events, which sealed so many orders, and what had never been understood or let in. */
export type Pruned = { bodies: number; orders: number; quarantined: number; penned: number }
/** `before`: what came earlier may go. `unread`: what nobody understood or let in, too. */
export type Pruning = { readonly before: Date; readonly unread: boolean; readonly signal: AbortSignal }

/** How many rows of the log are looked at in one statement, whether they are pruned already or not. */
const EVENTS_A_PAGE = 20_000
/** What is read at once while webhooks are answered: a body has up to 1 MiB. */
const AT_ONCE = { bodies: 500, bytes: 4 * 1024 * 1024 }
const ROWS_A_STATEMENT = 500
const PATIENT = { maxWait: 30_000, timeout: 120_000 }

/** Events `e` whose bodies may go. A sample is not: it can be taken out again, as if it had never come. */
const prunable = (before: Date): Prisma.Sql =>
  Prisma.sql`(e.received_at < ${before} AND e.pruned_at IS NULL AND e.state = 'applied' AND e.projected AND e.source = 'webhook')`

const totalOrder = (name: string): Prisma.Sql =>
  Prisma.raw(["occurred_at", "kind", "rank", "content_hash", 'event_id COLLATE "C"'].map((column) => `${name}.${column}`).join(", "))

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
      WINDOW place AS (ORDER BY ${totalOrder("e")})
    )
    SELECT e.key, e.raw, e.future FROM events e
    WHERE e.key = ANY(ARRAY(SELECT key FROM chosen WHERE number <= ${AT_ONCE.bodies} AND bytes - size < ${AT_ONCE.bytes})) AND ${prunable(before)}
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
        AND (${totalOrder("e")}) < (SELECT ${totalOrder("l")} FROM events l WHERE l.key = ANY(${keys}::text[]) ORDER BY
          l.occurred_at DESC, l.kind DESC, l.rank DESC, l.content_hash DESC, l.event_id COLLATE "C" DESC LIMIT 1) LIMIT 1)`
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

type Piece = { readonly bodies: number; readonly orders: number }
const NONE: Piece = { bodies: 0, orders: 0 }

/** Deletes some of an order's bodies, and seals what they say. None where nothing is left that may go. */
async function prunePiece(tx: Tx, orderId: string, before: Date, busy: readonly string[]): Promise<Piece> {
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

/** Which of some orders something has come for since; each is asked about once. */
async function findBusy(db: Db, ids: readonly string[], before: Date, known: Map<string, boolean>): Promise<string[]> {
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length > 0) {
    const rows = await db.$queryRaw<{ id: string; is_busy: boolean }[]>`
      SELECT t.id::text, EXISTS (SELECT 1 FROM event_orders eo JOIN events e ON e.key = eo.event_key
        WHERE eo.order_id = t.id AND e.received_at >= ${before}) AS is_busy FROM unnest(${unknown}::uuid[]) AS t(id)`
    for (const { id, is_busy } of rows) known.set(id, is_busy)
  }
  return ids.filter((id) => known.get(id))
}

async function pruneOrder(
  db: Db,
  orderId: string,
  { before, signal }: Pruning,
  known: Map<string, boolean>,
  pruned: Pruned,
): Promise<void> {
  if ((await findBusy(db, [orderId], before, known)).length > 0) return
  const touched = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT unnest(e.order_ids)::text AS id FROM event_orders eo JOIN events e ON e.key = eo.event_key
    WHERE eo.order_id = ${orderId}::uuid AND ${prunable(before)}`
  const busy = await findBusy(
    db,
    touched.map(({ id }) => id),
    before,
    known,
  )
  while (!signal.aborted) {
    const { bodies, orders } = await db.$transaction((tx) => prunePiece(tx, orderId, before, busy), PATIENT)
    if (bodies === 0) return
    pruned.bodies += bodies
    pruned.orders += orders
  }
}

type Place = { readonly at: string; readonly key: string }

/** Orders that have bodies of that age: the whole log from its beginning, in pieces that end in time however much of it is pruned. */
async function* ordersWithOldBodies(db: Db, before: Date): AsyncGenerator<string> {
  for (let place: Place | null = { at: "0001-01-01T00:00:00Z", key: "" }; place; ) {
    const rows: { ids: string[]; last: Place | null }[] = await db.$queryRaw`
      WITH page AS MATERIALIZED (
        SELECT e.key, e.received_at, ${prunable(before)} AS is_open, e.order_ids FROM events e
        WHERE e.received_at < ${before} AND (e.received_at, e.key) > (${place.at}::timestamptz, ${place.key})
        ORDER BY e.received_at, e.key LIMIT ${EVENTS_A_PAGE})
      SELECT array(SELECT DISTINCT unnest(order_ids)::text FROM page WHERE is_open) AS ids,
        (SELECT json_build_object('at', ${microText(Prisma.sql`received_at`)}, 'key', key) FROM page ORDER BY received_at DESC, key DESC LIMIT 1) AS last`
    const [page] = rows
    yield* page?.ids ?? []
    place = page?.last ?? null
  }
}

/** What nobody understood adds up to nothing, and goes as a whole once it has not come again for as long. */
async function deleteQuarantined(db: Db, before: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ key: string }[]>`
      SELECT key FROM events WHERE key = ANY(ARRAY(
        SELECT e.key FROM events e WHERE e.state = 'quarantined' AND e.received_at < ${before}
          AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_key = e.key AND d.received_at >= ${before})
        LIMIT ${ROWS_A_STATEMENT})) AND state = 'quarantined' ORDER BY key FOR UPDATE`
    // Once they are locked: one that came again meanwhile has a delivery more.
    const keys = rows.map(({ key }) => key)
    return (await removeEvents(tx, keys)).events
  }, PATIENT)
}

/** What proved authentic waits for a person, however long. The others go once they have not come again for as long. */
async function deletePenned(db: Db, before: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM penned WHERE hash IN (
      SELECT hash FROM penned WHERE greatest(received_at, headers_at) < ${before} AND verified_with IS NULL
      ORDER BY hash LIMIT ${ROWS_A_STATEMENT} FOR UPDATE SKIP LOCKED)`
}

async function untilNone(signal: AbortSignal, remove: () => Promise<number>, count: (removed: number) => void): Promise<void> {
  while (!signal.aborted) {
    const removed = await remove()
    if (removed === 0) return
    count(removed)
  }
}

/**
 * Deletes the bodies that came before a moment, of orders that nothing has come for since, and seals those orders: what the
 * bodies said stays, and what comes later goes on from it. Counts in `pruned` what has gone, also where it throws or
 * `signal` ends it: each piece is whole. An order of which that fails costs the others nothing.
 */
export async function pruneBodies(db: Db, pruning: Pruning, pruned: Pruned): Promise<void> {
  const { before, unread, signal } = pruning
  const known = new Map<string, boolean>()
  for await (const id of ordersWithOldBodies(db, before)) {
    if (signal.aborted) return
    await pruneOrder(db, id, pruning, known, pruned).catch((error: unknown) => {
      log.error({ err: error, order: id }, "The bodies of an order could not be deleted for their age.")
    })
  }
  if (!unread) return
  await untilNone(
    signal,
    () => deleteQuarantined(db, before),
    (removed) => {
      pruned.quarantined += removed
    },
  )
  await untilNone(
    signal,
    () => deletePenned(db, before),
    (removed) => {
      pruned.penned += removed
    },
  )
}
