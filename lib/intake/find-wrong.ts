import { createHash } from "node:crypto"
import { isDeepStrictEqual } from "node:util"
import type { Db, Tx } from "#lib/db/client.ts"
import { JUDGED_COLUMNS } from "#lib/db/judged-orders.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { type OrderRow, orderFromRow, orderToRow, type StandingRow, standingToRow } from "#lib/db/order-row.ts"
import { type CommentVersion, foldComments, lastVersions } from "#lib/porting/comments.ts"
import type { PortingEvent } from "#lib/porting/event.ts"
import { decidingEvents, foldOrder } from "#lib/porting/fold-order.ts"
import { compareText, parseInstant } from "#lib/porting/instant.ts"
import { distinctMembers, foldSplits, type SplitMember } from "#lib/porting/lineage.ts"
import type { Order } from "#lib/porting/order.ts"
import type { Rules } from "#lib/porting/rules.ts"
import { readOrderLogs } from "./load-order-logs.ts"
import { standingOf } from "./rules-in-force.ts"
import { shortKey } from "./write-changes.ts"

/** So many orders are held at a time: whoever else wants one of them waits no longer than that takes. */
export const ORDERS_A_TRANSACTION = 50
/** Limits of a transaction over many orders, in milliseconds. */
export const PATIENT = { maxWait: 30_000, timeout: 120_000 }

type Comparable = Readonly<Record<string, string | boolean | null>>

/** A comment with its text's hash in the place of its text: an order may have any number of them, of up to a megabyte each. */
const withHashedBody = (version: CommentVersion): CommentVersion => ({
  ...version,
  body: version.body === null ? null : textHash(version.body),
})
const textHash = (body: string): string => createHash("sha256").update(body).digest("hex")

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

/** An order whose row, comments or edges are not what its log says; `splits` is null where they are right. */
export type Wrong = { readonly order: Order; readonly areCommentsWrong: boolean; readonly splits: readonly SplitMember[] | null }

/** What the kept bodies say of one order: of its comments with hashes for texts, and of the edges that leave it. Those that reach it are another order's to leave. */
type Told = {
  readonly deciding: readonly PortingEvent[]
  readonly comments: readonly CommentVersion[]
  readonly splits: readonly SplitMember[]
}
const NOTHING: Told = { deciding: [], comments: [], splits: [] }

const withMore = (told: Told, id: string, events: readonly PortingEvent[]): Told => ({
  deciding: decidingEvents([...told.deciding, ...events]),
  comments: lastVersions([...told.comments, ...foldComments(events).map(withHashedBody)]),
  splits: distinctMembers([...told.splits, ...foldSplits(events).filter((member) => member.from === id)]),
})

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

async function areCommentsRight(tx: Tx, id: string, wanted: readonly CommentVersion[]): Promise<boolean> {
  const stored = await tx.$queryRaw<Sealable[]>`
    SELECT comment_key AS key, comment_id AS id, encode(sha256(convert_to(body, 'UTF8')), 'hex') AS body, user_type, user_id,
      inserted_text AS inserted, mark, sealed
    FROM comments WHERE order_id = ${id}::uuid`
  const of = (view: Comparable): string => text(view, "key")
  const isOlder = (told: Comparable, sealed: Comparable): boolean => compareText(text(told, "mark"), text(sealed, "mark")) < 0
  return areRight(byKey(wanted.map(commentView), of), byKey(stored, of), isOlder)
}

async function areSplitsRight(tx: Tx, id: string, wanted: readonly SplitMember[]): Promise<boolean> {
  const stored = await tx.$queryRaw<Sealable[]>`
    SELECT to_id::text AS "to", member, first_text AS first, last_text AS last, sealed FROM split_members WHERE from_id = ${id}::uuid`
  const of = (view: Comparable): string => `${view.to} ${view.member}`
  const micros = (view: Comparable, name: string): bigint => parseInstant(view[name])?.micros ?? 0n
  const isWithin = (told: Comparable, sealed: Comparable): boolean =>
    micros(sealed, "first") <= micros(told, "first") && micros(told, "last") <= micros(sealed, "last")
  return areRight(byKey(wanted.map(splitView), of), byKey(stored, of), isWithin)
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
  const logs = new Map(ids.map((id) => [id, NOTHING]))
  const seals = await readOrderLogs(tx, ids, (piece) => {
    for (const [id, events] of piece) logs.set(id, withMore(logs.get(id) ?? NOTHING, id, events))
  })
  const wrong: Wrong[] = []
  for (const [id, { deciding, comments, splits }] of logs) {
    const order = foldOrder(id, deciding, seals.get(id) ?? null)
    const row = stored.get(id)
    const isRowRight = row && isRight(row, order, rules)
    const [areCommentsWrong, areSplitsWrong] = [!(await areCommentsRight(tx, id, comments)), !(await areSplitsRight(tx, id, splits))]
    if (!isRowRight || areCommentsWrong || areSplitsWrong) wrong.push({ order, areCommentsWrong, splits: areSplitsWrong ? splits : null })
  }
  return wrong
}

/** The same on one snapshot and without a lock, by the rules in force. */
export async function findWrongNow(db: Db, ids: readonly string[]): Promise<Wrong[]> {
  return db.$transaction(async (tx) => findWrong(tx, ids, (await loadRules(tx)).rules), { ...PATIENT, isolationLevel: "RepeatableRead" })
}
