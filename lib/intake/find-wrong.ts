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
import { standingOf } from "./rules-in-force.ts"
import { shortKey } from "./write-changes.ts"

/** So many orders are held at a time: whoever else wants one of them waits no longer than that takes. */
export const ORDERS_A_TRANSACTION = 50
/** Limits of a transaction over many orders, in milliseconds. */
export const PATIENT = { maxWait: 30_000, timeout: 120_000 }

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
  return tx.$queryRaw`SELECT ${JUDGED_COLUMNS} FROM orders o WHERE id = ANY(${[...ids]}::uuid[])`
}

/** Whether a row says what the order is, and where it stands by the rules. */
function isRight(row: OrderRow & StandingRow, order: Order, rules: Rules): boolean {
  const standing = standingToRow(standingOf(order, rules))
  const isStandingRight = Object.entries(standing).every(([name, value]) => row[name as keyof StandingRow] === value)
  return isStandingRight && isDeepStrictEqual(orderToRow(orderFromRow(row)), orderToRow(order))
}

/** Which of some orders are not what their logs say. */
export async function findWrong(tx: Tx, ids: readonly string[], rules: Rules): Promise<Wrong[]> {
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

/** The same on one snapshot and without a lock, by the rules in force. */
export async function findWrongNow(db: Db, ids: readonly string[]): Promise<Wrong[]> {
  return db.$transaction(async (tx) => findWrong(tx, ids, (await loadRules(tx)).rules), { ...PATIENT, isolationLevel: "RepeatableRead" })
}
