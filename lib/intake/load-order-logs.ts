import type { Tx } from "#lib/db/client.ts"
import { sealFromText } from "#lib/db/seal-text.ts"
import type { PortingEvent } from "#lib/porting/event.ts"
import type { Seal } from "#lib/porting/seal.ts"
import { parseEvent } from "./parse-event.ts"

/** All that an order is worked out from: its applied events whose bodies are kept, in no particular order, and what the others had added up to. */
export type OrderLog = { readonly seal: Seal | null; readonly events: readonly PortingEvent[] }

type Row = { readonly order_id: string } & (
  | { readonly raw: Uint8Array; readonly future: boolean; readonly seal: null }
  | { readonly raw: null; readonly seal: string }
)

/**
 * Reads the logs of these orders, events from their bytes. `OFFSET 0` keeps to the way from an order to its events: a plan that is
 * made while the tables are empty, as the intake's first one is, would as soon go over all events.
 */
export async function loadOrderLogs(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, OrderLog>> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT eo.order_id::text, e.raw, e.future, NULL AS seal
    FROM event_orders eo CROSS JOIN LATERAL (SELECT raw, future FROM events WHERE key = eo.event_key AND pruned_at IS NULL OFFSET 0) AS e
    WHERE eo.order_id = ANY(${orderIds}::uuid[])
    UNION ALL SELECT order_id::text, NULL, NULL, content FROM seals WHERE order_id = ANY(${orderIds}::uuid[])`
  const logs = new Map(orderIds.map((id) => [id, { seal: null as Seal | null, events: [] as PortingEvent[] }]))
  for (const row of rows) {
    const log = logs.get(row.order_id)
    if (!log) continue
    if (row.raw === null) log.seal = sealFromText(row.seal)
    else {
      const parsed = parseEvent(row.raw)
      if (parsed.ok) log.events.push({ ...parsed.event, future: row.future })
    }
  }
  return logs
}
