import type { Tx } from "#lib/db/client.ts"
import { kindPlace, ordersTouched, rankOf } from "#lib/porting/event.ts"
import { summarize } from "#lib/porting/timeline.ts"
import { sha256 } from "./content-hash.ts"
import type { Arrival } from "./receipt.ts"

/** What became of an arrival: `inserted` for a new event; `projected` false where the orders do not know it yet. */
export type Appended = { readonly key: string; readonly inserted: boolean; readonly projected: boolean }

/** How many deliveries of an event are kept beside the first: a storm of repeats must bloat nothing. */
const NEWEST_DELIVERIES = 20

/** The bounded stand-in for an event id, which may be of any length. */
function eventIdHash(eventId: string): Buffer {
  return sha256(eventId).subarray(0, 16)
}

const iso = (millis: number): string => new Date(millis).toISOString()

function eventColumns(arrivals: readonly Arrival[], projected: boolean) {
  return {
    keys: arrivals.map(({ first }) => first.key),
    states: arrivals.map(({ event }) => (event ? "applied" : "quarantined")),
    reasons: arrivals.map(({ first }) => first.reason),
    projected: arrivals.map(({ event }) => projected || event === null),
    eventIds: arrivals.map(({ event }) => event?.eventId ?? null),
    idHashes: arrivals.map(({ event }) => event && eventIdHash(event.eventId)),
    types: arrivals.map(({ event }) => event?.type ?? null),
    kinds: arrivals.map(({ event }) => event && kindPlace(event.kind)),
    ranks: arrivals.map(({ event }) => event && rankOf(event)),
    occurredTexts: arrivals.map(({ event }) => event?.occurredAt.text ?? null),
    contentHashes: arrivals.map(({ event }) => event && Buffer.from(event.contentHash, "hex")),
    starts: arrivals.map(({ first }) => first.payload?.start ?? null),
    lengths: arrivals.map(({ first }) => first.payload?.length ?? null),
    summaries: arrivals.map(({ event }) => event && summarize(event)),
    raws: arrivals.map(({ first }) => first.raw),
    receivedAts: arrivals.map(({ first }) => iso(first.receivedAt)),
    verified: arrivals.map(({ receipts }) => receipts.some((receipt) => receipt.verified)),
    futures: arrivals.map(({ event }) => event?.future ?? false),
    counts: arrivals.map(({ receipts }) => receipts.length),
  }
}

function deliveryColumns(arrivals: readonly Arrival[]) {
  const kept = arrivals.flatMap(({ receipts }) => receipts.map((receipt, index) => ({ ...receipt, fromEnd: receipts.length - 1 - index })))
  return {
    keys: kept.map((receipt) => receipt.key),
    fromEnds: kept.map((receipt) => receipt.fromEnd),
    ids: kept.map((receipt) => receipt.id),
    receivedAts: kept.map((receipt) => iso(receipt.receivedAt)),
    attempts: kept.map((receipt) => receipt.attempt),
    verified: kept.map((receipt) => receipt.verified),
    headers: kept.map((receipt) => JSON.stringify(receipt.headers)),
  }
}

function orderColumns(arrivals: readonly Arrival[]) {
  const touched = arrivals.flatMap(({ first, event }) =>
    event ? ordersTouched(event).map((orderId) => ({ orderId, key: first.key })) : [],
  )
  return { orderIds: touched.map(({ orderId }) => orderId), keys: touched.map(({ key }) => key) }
}

/**
 * Keeps a batch in one statement that cannot fail on content: bytes, envelope columns, deliveries, orders
 * touched. The unique identity settles races; a known event only counts its deliveries. Times are cut to
 * microseconds by `left`, since PostgreSQL would round the seventh decimal.
 */
export async function appendEvents(tx: Tx, arrivals: readonly Arrival[], projected: boolean): Promise<Appended[]> {
  const event = eventColumns(arrivals, projected)
  const delivery = deliveryColumns(arrivals)
  const order = orderColumns(arrivals)
  return tx.$queryRaw<Appended[]>`
    WITH arrived AS (
      SELECT * FROM unnest(
        ${event.keys}::text[], ${event.states}::text[], ${event.reasons}::text[], ${event.projected}::boolean[],
        ${event.eventIds}::text[], ${event.idHashes}::bytea[], ${event.types}::text[], ${event.kinds}::int[], ${event.ranks}::int[],
        ${event.occurredTexts}::text[], ${event.contentHashes}::bytea[], ${event.raws}::bytea[], ${event.starts}::int[],
        ${event.lengths}::int[], ${event.summaries}::text[], ${event.receivedAts}::timestamptz[],
        ${event.verified}::boolean[], ${event.futures}::boolean[], ${event.counts}::int[]
      ) AS t(key, state, reason, projected, event_id, event_id_hash, event_type, kind, rank,
             occurred_text, content_hash, raw, payload_start, payload_length, summary, received_at, verified, future, deliveries)
    ), kept AS (
      INSERT INTO events AS e (key, state, reason, projected, event_id, event_id_hash, event_type, kind, rank,
        occurred_at, occurred_text, content_hash, raw, payload_start, payload_length, summary, received_at, verified, future, deliveries)
      SELECT key, state, reason, projected, event_id, event_id_hash, event_type, kind, rank,
        (left(rtrim(occurred_text, 'Z'), 26) || 'Z')::timestamptz, occurred_text, content_hash, raw, payload_start,
        payload_length, summary, received_at, verified, future, deliveries
      FROM arrived ORDER BY key
      ON CONFLICT (key) DO UPDATE SET
        deliveries = e.deliveries + excluded.deliveries,
        verified = e.verified OR excluded.verified,
        received_at = least(e.received_at, excluded.received_at)
      RETURNING key, deliveries, projected, (xmax = 0) AS inserted
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
      WHERE d.event_key = k.key AND d.ordinal > 1 AND d.ordinal <= k.deliveries - ${NEWEST_DELIVERIES}
    ), touching AS (
      INSERT INTO event_orders (order_id, event_key)
      SELECT t.order_id, t.key FROM unnest(${order.orderIds}::uuid[], ${order.keys}::text[]) AS t(order_id, key)
      JOIN kept k USING (key) WHERE k.inserted
      ON CONFLICT DO NOTHING
    )
    SELECT key, inserted, projected FROM kept`
}
