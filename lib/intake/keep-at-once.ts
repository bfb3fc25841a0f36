import type { Tx } from "#lib/db/client.ts"
import { isRefused, sqlState } from "#lib/db/database-reason.ts"
import { ORDER_ROW, type OrderRow, orderFromRow } from "#lib/db/order-row.ts"
import { Prisma } from "#lib/db/sql.ts"
import { log } from "#lib/log.ts"
import { foldComments } from "#lib/porting/comments.ts"
import { ordersTouched, type PortingEvent } from "#lib/porting/event.ts"
import { foldSplits } from "#lib/porting/lineage.ts"
import { newOrder, type Order } from "#lib/porting/order.ts"
import type { Rules } from "#lib/porting/rules.ts"
import { type Appended, logWrites } from "./append-events.ts"
import { takeInto } from "./project-orders.ts"
import type { Arrival } from "./receipt.ts"
import { rulesInForce } from "./rules-in-force.ts"
import { isGivenUp, type Try } from "./tries.ts"
import { type Changes, notifying, type Seen, unlessStale } from "./write-changes.ts"

/** What `stale_batch()` raises: something is not as it was read any more. */
const STALE = "40001"

/** What there is already of a batch, read without a lock: `known` events, of which some may not be projected yet. */
type Found = {
  readonly known: ReadonlySet<string>
  readonly isBehind: boolean
  readonly rulesVersion: number
  readonly orders: ReadonlyMap<string, Order>
  readonly seen: Seen
}

type FoundRow = { readonly known: readonly string[]; readonly behind: boolean; readonly rules_version: number } & (
  | { readonly id: null }
  | (OrderRow & { readonly version: string })
)

async function find(db: Tx, keys: readonly string[], orderIds: readonly string[]): Promise<Found> {
  const rows = await db.$queryRaw<FoundRow[]>`
    SELECT CASE row_number() OVER () WHEN 1 THEN f.known ELSE '{}' END AS known, f.behind, f.rules_version,
      o.id::text, o.xmin::text AS version, ${ORDER_ROW}
    FROM (
      SELECT array(SELECT key FROM events WHERE key = ANY(${keys}::text[])) AS known,
        EXISTS (SELECT 1 FROM events WHERE key = ANY(${keys}::text[]) AND NOT projected) AS behind,
        (SELECT coalesce(max(version), 0) FROM rules) AS rules_version
    ) AS f LEFT JOIN orders o ON o.id = ANY(${orderIds}::uuid[])`
  const present = rows.flatMap((row) => (row.id === null ? [] : [row]))
  return {
    known: new Set(rows.flatMap(({ known }) => known)),
    isBehind: rows[0]?.behind ?? true,
    rulesVersion: rows[0]?.rules_version ?? 0,
    orders: new Map(present.map((row) => [row.id, orderFromRow(row)])),
    seen: new Map(present.map(({ id, version }) => [id, version])),
  }
}

/** What new events make of the orders found; null where one is late, since only its order's whole log tells. */
function fold(events: readonly PortingEvent[], { orders: found }: Found): Omit<Changes, "rules"> | null {
  const orderIds = [...new Set(events.flatMap(ordersTouched))].sort()
  const touched = orderIds.map((id) => found.get(id) ?? newOrder(id))
  const { orders, late } = takeInto(touched, events)
  return late.length > 0 ? null : { orderIds, orders, comments: foldComments(events), splits: foldSplits(events) }
}

/** The statement that keeps a batch and what it changes, or fails; null where an event is late, or no order can be made of it. */
function keeping(arrivals: readonly Arrival[], found: Found, rules: Rules, attempt: Try): Prisma.Sql | null {
  const news = arrivals.filter(({ first }) => !found.known.has(first.key))
  try {
    const folded = fold(
      news.flatMap(({ event }) => event ?? []),
      found,
    )
    if (folded === null) return null
    const parts = [logWrites(arrivals, { projecting: true, attempt, isExpected: true }), ...unlessStale({ ...folded, rules }, found.seen)]
    return Prisma.sql`
      WITH ${Prisma.join(parts)}, expected AS (
        SELECT bool_and(inserted = (key = ANY(${news.map(({ first }) => first.key)}::text[])))
          AND (SELECT orders FROM ready) = ${folded.orders.length}
          AND (SELECT coalesce(max(version), 0) FROM rules) = ${found.rulesVersion} AS holds
        FROM kept
      )
      SELECT key, inserted, projected, future, (${notifying(folded.orderIds)}) AS told
      FROM kept WHERE (SELECT CASE WHEN holds THEN true ELSE stale_batch() END FROM expected)`
  } catch {
    return null
  }
}

/**
 * Keeps a batch and brings its orders up to date by one statement behind one that reads: nothing is locked while the orders
 * are worked out. The statement fails as a whole where somebody was quicker, be it with an event, an order or the rules.
 * Null then, and wherever a transaction that locks has to see to it: nothing has been kept. Not within a transaction, which
 * such a failure would end.
 */
export async function keepAtOnce(db: Tx, arrivals: readonly Arrival[], attempt: Try): Promise<Appended[] | null> {
  if (arrivals.some(({ event }) => event === null)) return null
  const orderIds = arrivals.flatMap(({ event }) => (event ? ordersTouched(event) : []))
  try {
    const found = await find(
      db,
      arrivals.map(({ first }) => first.key),
      [...new Set(orderIds)],
    )
    const { version, rules } = await rulesInForce(db, found.rulesVersion)
    const isWanted = arrivals.some(({ receipts }) => !receipts.every(isGivenUp))
    const statement = isWanted && !found.isBehind && version === found.rulesVersion ? keeping(arrivals, found, rules, attempt) : null
    const kept = statement && (await db.$queryRaw<Appended[]>(statement))
    return kept === null || kept.length === 0 ? null : kept
  } catch (error) {
    if (!isRefused(error)) throw error
    if (sqlState(error) !== STALE) log.warn({ err: error }, "Webhooks could not be kept at once.")
    return null
  }
}
