import type { Tx } from "#lib/db/client.ts"
import { sealFromText } from "#lib/db/seal-text.ts"
import type { PortingEvent } from "#lib/porting/event.ts"
import { decidingEvents } from "#lib/porting/fold-order.ts"
import type { Seal } from "#lib/porting/seal.ts"
import { parseEvent } from "./parse-event.ts"

/** Bytes of bodies that are read at once while webhooks are answered: one has up to 1 MiB, and an order any number. */
export const BODY_BYTES_AT_ONCE = 4 * 1024 * 1024
/** As many are recognised without a pause. */
const BODIES_AT_ONCE = 1_000

type Row = { readonly order_id: string } & (
  | { readonly key: string; readonly future: boolean; readonly size: number; readonly raw: Uint8Array | null; readonly seal: null }
  | { readonly key: null; readonly seal: string }
)
type BodyRow = { readonly order_id: string; readonly future: boolean; readonly raw: Uint8Array }

/** Events of some orders, by the orders' ids, in no particular order. */
export type Piece = ReadonlyMap<string, readonly PortingEvent[]>

function asPiece(rows: readonly BodyRow[]): Piece {
  const piece = new Map(rows.map(({ order_id }) => [order_id, [] as PortingEvent[]]))
  for (const { order_id, raw, future } of rows) {
    const parsed = parseEvent(raw)
    if (parsed.ok) piece.get(order_id)?.push({ ...parsed.event, future })
  }
  return piece
}

type Left = { readonly order_id: string; readonly key: string; readonly size: number }

/** Bodies that are still to be read, so many together as may be at once. */
function inPieces(bodies: readonly Left[]): Left[][] {
  const pieces: Left[][] = []
  let bytes = 0
  for (const body of bodies) {
    const piece = pieces.at(-1)
    bytes += body.size
    if (piece && bytes <= BODY_BYTES_AT_ONCE && piece.length < BODIES_AT_ONCE) piece.push(body)
    else {
      pieces.push([body])
      bytes = body.size
    }
  }
  return pieces
}

/**
 * Reads the applied events of these orders whose bodies are kept, a piece at a time, at least once each; returns what the others
 * had added up to, by the orders' ids. `OFFSET 0` keeps to the way from an order to its events: a plan that is made for any number of them, as the intake's
 * prepared ones are, or while the tables are empty, would as soon go over all events, or over all of the order's for each.
 */
export async function readOrderLogs(
  tx: Tx,
  orderIds: readonly string[],
  take: (piece: Piece) => unknown,
): Promise<ReadonlyMap<string, Seal>> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT eo.order_id::text, e.key, e.future, e.size,
      CASE WHEN sum(e.size) OVER read <= ${BODY_BYTES_AT_ONCE} AND row_number() OVER read <= ${BODIES_AT_ONCE} THEN e.raw END AS raw, NULL AS seal
    FROM event_orders eo CROSS JOIN LATERAL (
      SELECT key, future, octet_length(raw) AS size, raw FROM events WHERE key = eo.event_key AND pruned_at IS NULL OFFSET 0) AS e
    WHERE eo.order_id = ANY(${orderIds}::uuid[]) WINDOW read AS (ROWS UNBOUNDED PRECEDING)
    UNION ALL SELECT order_id::text, NULL, NULL, NULL, NULL, content FROM seals WHERE order_id = ANY(${orderIds}::uuid[])`
  const seals = new Map<string, Seal>()
  const [read, left]: [BodyRow[], Left[]] = [[], []]
  for (const row of rows) {
    if (row.key === null) seals.set(row.order_id, sealFromText(row.seal))
    else if (row.raw === null) left.push(row)
    else read.push({ ...row, raw: row.raw })
  }
  await take(asPiece(read))
  for (const piece of inPieces(left)) {
    const [ids, keys] = [piece.map(({ order_id }) => order_id), piece.map(({ key }) => key)]
    await take(
      asPiece(
        await tx.$queryRaw<BodyRow[]>`
          SELECT p.order_id::text, e.future, e.raw FROM unnest(${ids}::uuid[], ${keys}::text[]) AS p(order_id, key) CROSS JOIN LATERAL (
            SELECT future, raw FROM events WHERE key = p.key AND pruned_at IS NULL OFFSET 0) AS e`,
      ),
    )
  }
  return seals
}

/** What an order's own state is worked out from: those of its events that decide it, and what was sealed of it. */
export type OrderLog = { readonly seal: Seal | null; readonly events: readonly PortingEvent[] }

/** All that these orders are worked out from, but for their comments and splits. */
export async function loadOrderLogs(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, OrderLog>> {
  const deciding = new Map<string, readonly PortingEvent[]>()
  const seals = await readOrderLogs(tx, orderIds, (piece) => {
    for (const [id, events] of piece) deciding.set(id, decidingEvents([...(deciding.get(id) ?? []), ...events]))
  })
  return new Map(orderIds.map((id) => [id, { seal: seals.get(id) ?? null, events: deciding.get(id) ?? [] }]))
}
