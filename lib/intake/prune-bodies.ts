import type { Db } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { log } from "#lib/log.ts"
import { PATIENT } from "./find-wrong.ts"
import { prunable, prunePiece } from "./prune-piece.ts"
import { removeEvents } from "./remove-events.ts"

/** What went: bodies of so many events, which sealed so many orders, and what had never been understood or let in. */
export type Pruned = { bodies: number; orders: number; quarantined: number; penned: number }
/** `before`: what came earlier may go. `unread`: what nobody understood or let in, too. */
export type Pruning = { readonly before: Date; readonly unread: boolean; readonly signal: AbortSignal }

/** How many rows of the log are looked at in one statement, whether they are pruned already or not. */
const EVENTS_A_PAGE = 20_000
const ROWS_A_STATEMENT = 500
/** Of so many orders it is remembered whether they are busy: of all, that would weigh as much as the rest of the process. */
const MOST_KNOWN = 50_000

/** Which of some orders something has come for since; what is remembered is not asked for again. */
async function findBusy(db: Db, ids: readonly string[], before: Date, known: Map<string, boolean>): Promise<string[]> {
  if (known.size > MOST_KNOWN) known.clear()
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
    // Looked at once they are locked: one that came again meanwhile has a delivery more, and was answered 200.
    const still = await tx.$queryRaw<{ key: string }[]>`
      SELECT key FROM unnest(${rows.map(({ key }) => key)}::text[]) AS t(key)
      WHERE NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_key = t.key AND d.received_at >= ${before})`
    const keys = still.map(({ key }) => key)
    return (await removeEvents(tx, keys)).events
  }, PATIENT)
}

/** What proved authentic waits for a person, however long. The others go once they have not come again for as long. */
async function deletePenned(db: Db, before: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM penned WHERE hash IN (
      SELECT hash FROM penned WHERE last_at < ${before} AND verified_with IS NULL
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
