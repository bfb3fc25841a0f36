import { createHash } from "node:crypto"
import { isDeepStrictEqual } from "node:util"
import type { Db, Tx } from "#lib/db/client.ts"
import { JUDGED_COLUMNS } from "#lib/db/judged-orders.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { type OrderRow, orderFromRow, orderToRow, type StandingRow, standingToRow } from "#lib/db/order-row.ts"
import { type CommentVersion, foldComments, lastVersions } from "#lib/porting/comments.ts"
import type { PortingEvent } from "#lib/porting/event.ts"
import { decidingEvents, foldOrder } from "#lib/porting/fold-order.ts"
import { distinctMembers, foldSplits, type SplitMember } from "#lib/porting/lineage.ts"
import type { Order } from "#lib/porting/order.ts"
import type { Rules } from "#lib/porting/rules.ts"
import { readOrderLogs } from "./load-order-logs.ts"
import { standingOf } from "./rules-in-force.ts"
import { areCommentsRight, areSplitsRight, loadComments, loadSplits } from "./stored-rows.ts"

/** So many orders are held at a time: whoever else wants one of them waits no longer than that takes. */
export const ORDERS_A_TRANSACTION = 50
/** Limits of a transaction over many orders, in milliseconds. */
export const PATIENT = { maxWait: 30_000, timeout: 120_000 }

/** A comment with its text's hash in the place of its text: an order may have any number of them, of up to a megabyte each. */
const withHashedBody = (version: CommentVersion): CommentVersion => ({
  ...version,
  body: version.body === null ? null : textHash(version.body),
})
const textHash = (body: string): string => createHash("sha256").update(body).digest("hex")

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
  const stored = new Map((await loadRows(tx, ids)).map((row) => [row.id, row]))
  const logs = new Map(ids.map((id) => [id, NOTHING]))
  const seals = await readOrderLogs(tx, ids, (piece) => {
    for (const [id, events] of piece) logs.set(id, withMore(logs.get(id) ?? NOTHING, id, events))
  })
  const [comments, splits] = [await loadComments(tx, ids), await loadSplits(tx, ids)]
  const wrong: Wrong[] = []
  for (const [id, told] of logs) {
    const order = foldOrder(id, told.deciding, seals.get(id) ?? null)
    const row = stored.get(id)
    const isRowRight = row && isRight(row, order, rules)
    const areCommentsWrong = !areCommentsRight(comments.get(id) ?? [], told.comments)
    const areSplitsWrong = !areSplitsRight(splits.get(id) ?? [], told.splits)
    if (!isRowRight || areCommentsWrong || areSplitsWrong)
      wrong.push({ order, areCommentsWrong, splits: areSplitsWrong ? told.splits : null })
  }
  return wrong
}

/** The same on one snapshot and without a lock, by the rules in force. */
export async function findWrongNow(db: Db, ids: readonly string[]): Promise<Wrong[]> {
  return db.$transaction(async (tx) => findWrong(tx, ids, (await loadRules(tx)).rules), { ...PATIENT, isolationLevel: "RepeatableRead" })
}
