import { setTimeout as sleep } from "node:timers/promises"
import { allOrderIds } from "#lib/db/all-order-ids.ts"
import type { Db, Tx } from "#lib/db/client.ts"
import { sumCountsIfPossible } from "#lib/db/sum-counts.ts"
import { foldComments } from "#lib/porting/comments.ts"
import { findWrong, findWrongNow, ORDERS_A_TRANSACTION, PATIENT, type Wrong } from "./find-wrong.ts"
import { readOrderLogs } from "./load-order-logs.ts"
import { lockOrders } from "./project-orders.ts"
import { rulesInForce } from "./rules-in-force.ts"
import { keepComments, writeChanges } from "./write-changes.ts"

/** Deletes those of some orders that no event tells of any more. Returns how many. */
async function removeUntold(tx: Tx, ids: readonly string[]): Promise<number> {
  const [gone] = await tx.$queryRaw<{ orders: number }[]>`
    WITH gone AS (
      DELETE FROM orders o WHERE o.id = ANY(${[...ids]}::uuid[]) AND NOT EXISTS (SELECT 1 FROM event_orders eo WHERE eo.order_id = o.id) RETURNING id
    ), unsealed AS (
      DELETE FROM seals WHERE order_id IN (SELECT id FROM gone)
    )
    SELECT count(*)::int AS orders FROM gone`
  return gone?.orders ?? 0
}

/**
 * Folds these orders again under their locks, and writes what is not so: what was found wrong may have been a webhook on its way.
 * One without any events goes, be it that they were deleted before it was locked: locking makes its row anew. Returns how many went.
 */
export async function mendOrders(tx: Tx, ids: readonly string[]): Promise<number> {
  await lockOrders(tx, ids)
  const { rules } = await rulesInForce(tx, null)
  const wrong = await findWrong(tx, ids, rules)
  const idsOf = (isWrong: (found: Wrong) => boolean): string[] => wrong.filter(isWrong).map(({ order }) => order.id)
  const commented = idsOf(({ areCommentsWrong }) => areCommentsWrong)
  const split = idsOf(({ splits }) => splits !== null)
  if (commented.length > 0) await tx.$executeRaw`DELETE FROM comments WHERE order_id = ANY(${commented}::uuid[]) AND NOT sealed`
  // Whatever deletes here has all cycles looked for again.
  if (split.length > 0) await tx.$executeRaw`DELETE FROM split_members WHERE from_id = ANY(${split}::uuid[]) AND NOT sealed`
  await readOrderLogs(tx, commented, (piece) => keepComments(tx, foldComments([...piece.values()].flat())))
  await writeChanges(tx, {
    orderIds: [...ids],
    orders: wrong.map(({ order }) => order),
    rules,
    comments: [],
    splits: wrong.flatMap(({ splits }) => splits ?? []),
  })
  return removeUntold(tx, ids)
}

/**
 * Compares on one snapshot and without a lock, so that no webhook waits; only what is wrong is then locked and
 * mended. Returns how many were wrong.
 */
async function rebuildAll(db: Db, ids: readonly string[]): Promise<number> {
  const wrongIds = (await findWrongNow(db, ids)).map(({ order }) => order.id).sort()
  if (wrongIds.length > 0) await db.$transaction((tx) => mendOrders(tx, wrongIds), PATIENT)
  return wrongIds.length
}

export type Rebuilt = { readonly orders: number; readonly differed: number }

/** Recomputes all orders from their logs, also while serving; returns how many there are and how many were wrong. */
export async function rebuildOrders(db: Db): Promise<Rebuilt> {
  const total = { orders: 0, differed: 0 }
  for await (const ids of allOrderIds(db)) {
    for (let at = 0; at < ids.length; at += ORDERS_A_TRANSACTION) {
      total.differed += await rebuildAll(db, ids.slice(at, at + ORDERS_A_TRANSACTION))
    }
    total.orders += ids.length
    // Nobody else may be there to do so.
    await sumCountsIfPossible(db)
  }
  await projectLeftOver(db)
  return total
}

type Unprojected = { readonly key: string; readonly order_ids: readonly string[] }

/** Of one order thousands may be left over, and its log is read for as many at a time: a repeat of one of them waits while they are marked. */
const LEFT_AT_ONCE = 1_000

/** Returns how many orders were behind; adds to `marked` the keys of what counts as projected since. */
async function projectTogether(db: Db, rows: readonly Unprojected[], marked: Set<string>): Promise<number> {
  const ids = [...new Set(rows.flatMap((row) => row.order_ids))]
  const others = await db.$queryRaw<{ key: string }[]>`
    SELECT DISTINCT e.key FROM event_orders eo CROSS JOIN LATERAL (
      SELECT key FROM events WHERE key = eo.event_key AND NOT projected AND order_ids <@ ${ids}::uuid[] OFFSET 0) AS e
    WHERE eo.order_id = ANY(${ids}::uuid[]) LIMIT ${LEFT_AT_ONCE}`
  const behind = await rebuildAll(db, ids)
  const keys = [...rows, ...others].map(({ key }) => key)
  await db.$executeRaw`
    UPDATE events SET projected = true WHERE key IN (SELECT key FROM events WHERE key = ANY(${keys}::text[]) ORDER BY key FOR UPDATE)`
  for (const key of keys) marked.add(key)
  return behind
}

/** How it has gone so far: how many orders were behind, which cannot be brought up to date, and why the first of these cannot. */
type Progress = { behind: number; readonly stuck: Set<string>; failure: unknown }

const ANSWER_MS = 5_000

/** Whether what failed may have been at fault itself, and not the database. */
const doesAnswer = (db: Db): Promise<boolean> => {
  const asked = db.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  )
  return Promise.race([asked, sleep(ANSWER_MS, false, { ref: false })])
}

/** Together, or each by itself where that fails: one order that cannot be written costs the others nothing. */
async function projectEach(db: Db, rows: readonly Unprojected[], progress: Progress, marked = new Set<string>()): Promise<void> {
  const able = rows.filter(({ key, order_ids }) => !marked.has(key) && !order_ids.some((id) => progress.stuck.has(id)))
  if (able.length === 0) return
  try {
    progress.behind += await projectTogether(db, able, marked)
    return
  } catch (error) {
    if (!(await doesAnswer(db))) throw error
    if (able.length === 1) {
      progress.failure ??= error
      // A split may fail for its other order.
      const [id, ...others] = able[0]?.order_ids ?? []
      if (id !== undefined && others.length === 0) progress.stuck.add(id)
      return
    }
  }
  for (const row of able) await projectEach(db, [row], progress, marked)
}

/**
 * Brings the orders up to date whose events were kept while that could not be done. Returns how many were behind; throws, once all
 * others are, why one still is. An event counts as projected only once all orders that it touches are seen to know it: another
 * one may be kept at any moment, for nothing keeps those from the orders that are locked here.
 */
export async function projectLeftOver(db: Db): Promise<number> {
  const progress: Progress = { behind: 0, stuck: new Set(), failure: null }
  for (let last = ""; ; ) {
    const rows = await db.$queryRaw<Unprojected[]>`
      SELECT key, order_ids::text[] AS order_ids FROM events WHERE NOT projected AND key > ${last} ORDER BY key LIMIT ${ORDERS_A_TRANSACTION}`
    if (rows.length === 0 && (last === "" || progress.failure !== null)) break
    await projectEach(db, rows, progress)
    // From the beginning again: some may have been kept meanwhile.
    last = rows.at(-1)?.key ?? ""
  }
  if (progress.failure !== null) throw progress.failure
  return progress.behind
}
