import type { Tx } from "#lib/db/client.ts"
import { ORDER_ROW, type OrderRow, orderFromRow } from "#lib/db/order-row.ts"
import { Prisma } from "#lib/db/sql.ts"
import { newOrder, type Order } from "#lib/porting/order.ts"
import { deliveryColumns, eventColumns, touchedColumns } from "./log-columns.ts"
import { INTERPRETER_VERSION } from "./parse-event.ts"
import type { Arrival } from "./receipt.ts"
import type { Try } from "./tries.ts"

/** What became of an arrival: `inserted` for a new event; `projected` false where the orders do not know it yet; `future` as it was judged at first. */
export type Appended = { readonly key: string; readonly inserted: boolean; readonly projected: boolean; readonly future: boolean }

/** A batch's events, and the orders they touch as they are, locked until the transaction ends; the version of the rules that holds as long. */
export type Batch = { readonly appended: readonly Appended[]; readonly orders: ReadonlyMap<string, Order>; readonly rulesVersion: number }

/** How many deliveries of an event are kept beside the first: a storm of repeats must bloat nothing. */
const NEWEST_DELIVERIES = 20

/**
 * A delivery that came before the ones that are known, out of a spool or the pen: its bytes are those of the first receipt, as long
 * as bodies are kept. Not where it writes the same moment otherwise: the orders have its digits from the bytes that are kept.
 */
const IS_EARLIER = Prisma.sql`(excluded.received_at < e.received_at AND e.pruned_at IS NULL
  AND excluded.occurred_text IS NOT DISTINCT FROM e.occurred_text)`

type Row = Appended & { readonly made: boolean | null; readonly rules_version: number } & ({ readonly id: null } | OrderRow)

/** `projecting`: whether the orders are brought up to date in the same transaction. */
export type Appending = { readonly projecting: boolean; readonly attempt?: Try | null }
/** `isExpected`: it is known which events are new, and the statement fails where that is not so, or where a new one has rows already. */
type Writing = Appending & { readonly isExpected?: boolean }

/** Each event once, and each order once that could be locked. One that another process makes just now is in neither. */
function readRows(rows: readonly Row[]): Batch {
  const appended = new Map(rows.map(({ key, inserted, projected, future }) => [key, { key, inserted, projected, future }]))
  const orders = rows.flatMap((row): Order[] => (row.id === null ? [] : [row.made ? newOrder(row.id) : orderFromRow(row)]))
  return {
    appended: [...appended.values()],
    orders: new Map(orders.map((order) => [order.id, order])),
    rulesVersion: rows[0]?.rules_version ?? 0,
  }
}

/**
 * The statement's parts that keep a batch, none of which can fail on content: bytes, envelope columns, deliveries, orders
 * touched. The unique identity settles races; a known event only counts its deliveries. Times are cut to microseconds by
 * `left`, since PostgreSQL would round the seventh decimal. Of a try whose run is closed nothing is kept: then `kept` is empty.
 */
export function logWrites(arrivals: readonly Arrival[], { projecting, attempt = null, isExpected = false }: Writing): Prisma.Sql {
  const event = eventColumns(arrivals, projecting)
  const delivery = deliveryColumns(arrivals)
  const order = touchedColumns(arrivals)
  return Prisma.sql`
    tried AS (
      INSERT INTO intake_runs AS r (id, place, closed, at)
      SELECT ${attempt?.run ?? null}::uuid, ${attempt?.place ?? 0}, false, clock_timestamp() WHERE ${attempt !== null}
      ON CONFLICT (id) DO UPDATE SET place = excluded.place, at = excluded.at WHERE NOT r.closed
      RETURNING id
    ), touched AS (
      SELECT * FROM unnest(${order.ids}::uuid[], ${order.keys}::text[]) AS t(order_id, key)
    ), arrived AS (
      SELECT * FROM unnest(
        ${event.keys}::text[], ${event.states}::text[], ${event.reasons}::text[], ${event.projected}::boolean[],
        ${event.eventIds}::text[], ${event.idHashes}::text[], ${event.types}::text[], ${event.kinds}::int[], ${event.ranks}::int[],
        ${event.occurredTexts}::text[], ${event.contentHashes}::text[], ${event.raws}::bytea[], ${event.starts}::int[],
        ${event.lengths}::int[], ${event.summaries}::text[], ${event.receivedAts}::timestamptz[],
        ${event.verified}::boolean[], ${event.futures}::boolean[], ${event.counts}::int[], ${event.sources}::text[]
      ) AS t(key, state, reason, projected, event_id, event_id_hash, event_type, kind, rank,
             occurred_text, content_hash, raw, payload_start, payload_length, summary, received_at, verified, future, deliveries, source)
      WHERE ${attempt === null} OR EXISTS (SELECT 1 FROM tried)
    ), kept AS (
      INSERT INTO events AS e (key, state, reason, projected, event_id, event_id_hash, event_type, kind, rank, occurred_at,
        occurred_text, content_hash, raw, payload_start, payload_length, summary, received_at, verified, future, deliveries, source, interpreter,
        order_ids)
      SELECT key, state, reason, projected, event_id, decode(event_id_hash, 'hex'), event_type, kind, rank,
        (left(rtrim(occurred_text, 'Z'), 26) || 'Z')::timestamptz, occurred_text, decode(content_hash, 'hex'), raw, payload_start,
        payload_length, summary, received_at, verified, future, deliveries, source, ${INTERPRETER_VERSION},
        array(SELECT t.order_id FROM touched t WHERE t.key = a.key ORDER BY 1)
      FROM arrived a ORDER BY key
      ON CONFLICT (key) DO UPDATE SET
        deliveries = e.deliveries + excluded.deliveries,
        verified = e.verified OR excluded.verified,
        source = CASE WHEN excluded.source = 'webhook' THEN excluded.source ELSE e.source END,
        raw = CASE WHEN ${IS_EARLIER} THEN excluded.raw ELSE e.raw END,
        payload_start = CASE WHEN ${IS_EARLIER} THEN excluded.payload_start ELSE e.payload_start END,
        payload_length = CASE WHEN ${IS_EARLIER} THEN excluded.payload_length ELSE e.payload_length END,
        received_at = least(e.received_at, excluded.received_at)
      RETURNING key, deliveries, projected, future, (xmax = 0) AS inserted
    ), delivered AS (
      INSERT INTO deliveries (event_key, ordinal, receipt_id, received_at, attempt, verified, headers)
      SELECT d.key, k.deliveries - d.from_end, d.id, d.received_at, d.attempt, d.verified, d.headers
      FROM unnest(
        ${delivery.keys}::text[], ${delivery.fromEnds}::int[], ${delivery.ids}::uuid[], ${delivery.receivedAts}::timestamptz[],
        ${delivery.attempts}::int[], ${delivery.verified}::boolean[], ${delivery.headers}::text[]
      ) AS d(key, from_end, id, received_at, attempt, verified, headers)
      JOIN kept k USING (key)
      WHERE d.from_end < ${NEWEST_DELIVERIES} OR k.deliveries - d.from_end = 1
    ), trimmed AS (
      DELETE FROM deliveries d USING kept k
      WHERE k.deliveries > ${NEWEST_DELIVERIES} AND d.event_key = k.key AND d.ordinal > 1 AND d.ordinal <= k.deliveries - ${NEWEST_DELIVERIES}
    ), touching AS (
      INSERT INTO event_orders (order_id, event_key)
      SELECT t.order_id, t.key FROM touched t JOIN kept k USING (key) WHERE k.inserted
      ${isExpected ? Prisma.empty : Prisma.sql`ON CONFLICT DO NOTHING`}
    )`
}

/**
 * Keeps a batch in one statement. Then, in id order, it makes the orders that are missing and locks the others: always after the
 * events, so that two batches never wait for each other in a circle.
 */
export async function appendEvents(tx: Tx, arrivals: readonly Arrival[], appending: Appending): Promise<Batch> {
  const rows = await tx.$queryRaw<Row[]>`
    WITH ${logWrites(arrivals, appending)}, wanted AS (
      SELECT DISTINCT order_id AS id FROM touched WHERE ${appending.projecting} AND (SELECT count(*) FROM kept) > 0
    ), made AS (
      INSERT INTO orders (id, court, placeholder, exception_codes, updated_at)
      SELECT w.id, 'none', true, '{}', clock_timestamp() FROM wanted w
      WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = w.id) ORDER BY w.id
      ON CONFLICT DO NOTHING
      RETURNING id
    ), locked AS (
      SELECT o.* FROM orders o
      WHERE o.id = ANY(ARRAY(SELECT id FROM wanted)) AND (SELECT count(*) FROM made) >= 0 ORDER BY o.id FOR UPDATE
    )
    SELECT k.key, k.inserted, k.projected, k.future, m.id IS NOT NULL AS made, coalesce(m.id, o.id)::text AS id, ${ORDER_ROW},
      (SELECT coalesce(max(version), 0) FROM rules) AS rules_version
    FROM kept k LEFT JOIN touched t USING (key) LEFT JOIN made m ON m.id = t.order_id LEFT JOIN locked o ON o.id = t.order_id`
  return readRows(rows)
}
