import { isDeepStrictEqual } from "node:util"
import type { Db, Tx } from "#lib/db/client.ts"
import { JUDGED_COLUMNS } from "#lib/db/judged-orders.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { type OrderRow, orderFromRow, orderToRow, type StandingRow, standingToRow } from "#lib/db/order-row.ts"
import { type CommentVersion, foldComments } from "#lib/porting/comments.ts"
import type { PortingEvent } from "#lib/porting/event.ts"
import { foldOrder } from "#lib/porting/fold-order.ts"
import { compareText, parseInstant } from "#lib/porting/instant.ts"
import { foldSplits, type SplitMember } from "#lib/porting/lineage.ts"
import type { Order } from "#lib/porting/order.ts"
import type { Rules } from "#lib/porting/rules.ts"
import { loadOrderLogs } from "./load-order-logs.ts"
import { lockOrders } from "./project-orders.ts"
import { rulesInForce, standingOf } from "./rules-in-force.ts"
import { shortKey, writeChanges } from "./write-changes.ts"

const ORDERS_A_TRANSACTION = 50

type Comparable = Readonly<Record<string, string | boolean | null>>

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

/** An order whose row, comments or edges are not what its log says; what is right is null. */
type Wrong = { readonly order: Order; readonly comments: CommentVersion[] | null; readonly splits: SplitMember[] | null }

const isSame = (a: Comparable, b: Comparable): boolean => isDeepStrictEqual({ ...a }, { ...b })

/**
 * What should be and what is, each by its key. A row that is sealed stands for bodies that are deleted: it needs none that
 * tells of it, and `isOlder` says where it is right beside one that does. Any other row is what the kept bodies say.
 */
function areRight(
  wanted: ReadonlyMap<string, Comparable>,
  stored: ReadonlyMap<string, Sealable>,
  isOlder: (told: Comparable, sealed: Comparable) => boolean,
): boolean {
  for (const [key, { sealed }] of stored) if (!sealed && !wanted.has(key)) return false
  for (const [key, told] of wanted) {
    const row = stored.get(key)
    if (!row) return false
    const { sealed, ...view } = row
    if (!isSame(view, told) && !(sealed && isOlder(told, view))) return false
  }
  return true
}

type Sealable = Comparable & { readonly sealed: boolean }
const byKey = <View extends Comparable>(views: readonly View[], key: (view: View) => string): Map<string, View> =>
  new Map(views.map((view) => [key(view), view]))
const text = (view: Comparable, name: string): string => String(view[name] ?? "")

async function wrongComments(tx: Tx, id: string, events: readonly PortingEvent[]): Promise<CommentVersion[] | null> {
  const wanted = foldComments(events)
  const stored = await tx.$queryRaw<Sealable[]>`
    SELECT comment_key AS key, comment_id AS id, body, user_type, user_id, inserted_text AS inserted, mark, sealed
    FROM comments WHERE order_id = ${id}::uuid`
  const of = (view: Comparable): string => text(view, "key")
  const isOlder = (told: Comparable, sealed: Comparable): boolean => compareText(text(told, "mark"), text(sealed, "mark")) < 0
  return areRight(byKey(wanted.map(commentView), of), byKey(stored, of), isOlder) ? null : wanted
}

/** The edges that leave an order; those that reach it are another order's to leave. */
async function wrongSplits(tx: Tx, id: string, events: readonly PortingEvent[]): Promise<SplitMember[] | null> {
  const wanted = foldSplits(events).filter((member) => member.from === id)
  const stored = await tx.$queryRaw<Sealable[]>`
    SELECT to_id::text AS "to", member, first_text AS first, last_text AS last, sealed FROM split_members WHERE from_id = ${id}::uuid`
  const of = (view: Comparable): string => `${view.to} ${view.member}`
  const micros = (view: Comparable, name: string): bigint => parseInstant(view[name])?.micros ?? 0n
  const isWithin = (told: Comparable, sealed: Comparable): boolean =>
    micros(sealed, "first") <= micros(told, "first") && micros(told, "last") <= micros(sealed, "last")
  return areRight(byKey(wanted.map(splitView), of), byKey(stored, of), isWithin) ? null : wanted
}

async function loadRows(tx: Tx, ids: readonly string[]): Promise<(OrderRow & StandingRow)[]> {
  return tx.$queryRaw`SELECT ${JUDGED_COLUMNS} FROM orders WHERE id = ANY(${[...ids]}::uuid[])`
}

/** Whether a row says what the order is, and where it stands by the rules. */
function isRight(row: OrderRow & StandingRow, order: Order, rules: Rules): boolean {
  const standing = standingToRow(standingOf(order, rules))
  const isStandingRight = Object.entries(standing).every(([name, value]) => row[name as keyof StandingRow] === value)
  return isStandingRight && isDeepStrictEqual(orderToRow(orderFromRow(row)), orderToRow(order))
}

async function findWrong(tx: Tx, ids: readonly string[], rules: Rules): Promise<Wrong[]> {
  const rows = await loadRows(tx, ids)
  const stored = new Map(rows.map((row) => [row.id, row]))
  const logs = await loadOrderLogs(tx, ids)
  const wrong: Wrong[] = []
  for (const [id, log] of logs) {
    const order = foldOrder(id, log.events, log.seal)
    const row = stored.get(id)
    const isRowRight = row && isRight(row, order, rules)
    const [comments, splits] = [await wrongComments(tx, id, log.events), await wrongSplits(tx, id, log.events)]
    if (!isRowRight || comments || splits) wrong.push({ order, comments, splits })
  }
  return wrong
}

/** Folds these orders again under their locks, and writes what is not so: what was found wrong may have been a webhook on its way. */
export async function mendOrders(tx: Tx, ids: readonly string[]): Promise<void> {
  await lockOrders(tx, ids)
  const rules = await rulesInForce(tx, null)
  const wrong = await findWrong(tx, ids, rules)
  const idsOf = (part: "comments" | "splits"): string[] => wrong.flatMap((found) => (found[part] ? [found.order.id] : []))
  await tx.$executeRaw`DELETE FROM comments WHERE order_id = ANY(${idsOf("comments")}::uuid[]) AND NOT sealed`
  await tx.$executeRaw`DELETE FROM split_members WHERE from_id = ANY(${idsOf("splits")}::uuid[]) AND NOT sealed`
  await writeChanges(tx, {
    orderIds: [...ids],
    orders: wrong.map(({ order }) => order),
    rules,
    comments: wrong.flatMap(({ comments }) => comments ?? []),
    splits: wrong.flatMap(({ splits }) => splits ?? []),
  })
}

/** How many of some orders are not what their log says, on one snapshot. */
export async function countWrongOrders(db: Db, ids: readonly string[]): Promise<number> {
  const wrong = await db.$transaction(async (tx) => findWrong(tx, ids, (await loadRules(tx)).rules), {
    ...PATIENT,
    isolationLevel: "RepeatableRead",
  })
  return wrong.length
}

const PATIENT = { maxWait: 30_000, timeout: 120_000 }

/**
 * Compares on one snapshot and without a lock, so that no webhook waits; only what is wrong is then locked and
 * mended. Returns how many were wrong.
 */
async function rebuildAll(db: Db, ids: readonly string[]): Promise<number> {
  const wrong = await db.$transaction(async (tx) => findWrong(tx, ids, (await loadRules(tx)).rules), {
    ...PATIENT,
    isolationLevel: "RepeatableRead",
  })
  const wrongIds = wrong.map(({ order }) => order.id).sort()
  if (wrongIds.length > 0) await db.$transaction((tx) => mendOrders(tx, wrongIds), PATIENT)
  return wrongIds.length
}

export type Rebuilt = { readonly orders: number; readonly differed: number }

/** Recomputes all orders from their logs, also while serving; returns how many there are and how many were wrong. */
export async function rebuildOrders(db: Db): Promise<Rebuilt> {
  const total = { orders: 0, differed: 0 }
  for (let last: string | null = null; ; ) {
    const rows: { id: string }[] = await db.$queryRaw`
      SELECT id::text FROM (SELECT id FROM orders UNION SELECT order_id FROM event_orders) AS t
      WHERE ${last}::uuid IS NULL OR id > ${last}::uuid ORDER BY id LIMIT ${ORDERS_A_TRANSACTION}`
    if (rows.length === 0) break
    total.differed += await rebuildAll(
      db,
      rows.map((row) => row.id),
    )
    total.orders += rows.length
    last = rows.at(-1)?.id ?? null
  }
  await projectLeftOver(db)
  return total
}

/**
 * Brings the orders up to date whose events were kept while that could not be done. Returns how many were behind. An event
 * counts as projected only once all orders that it touches are seen to know it: another one may be kept at any moment, for
 * nothing keeps those from the orders that are locked here.
 */
export async function projectLeftOver(db: Db): Promise<number> {
  let behind = 0
  for (;;) {
    const rows = await db.$queryRaw<{ key: string; order_ids: string[] }[]>`
      SELECT key, order_ids::text[] AS order_ids FROM events WHERE NOT projected ORDER BY key LIMIT ${ORDERS_A_TRANSACTION}`
    if (rows.length === 0) return behind
    behind += await rebuildAll(db, [...new Set(rows.flatMap((row) => row.order_ids))])
    await db.$executeRaw`UPDATE events SET projected = true WHERE key = ANY(${rows.map((row) => row.key)}::text[])`
  }
}
