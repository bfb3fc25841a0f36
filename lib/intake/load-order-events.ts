import type { Tx } from "#lib/db/client.ts"
import type { PortingEvent } from "#lib/porting/event.ts"
import { parseEvent } from "./parse-event.ts"

type Row = { readonly order_id: string; readonly raw: Uint8Array; readonly future: boolean }

/** All applied events of these orders, read again from their bytes, in no particular order. */
export async function loadOrderEvents(tx: Tx, orderIds: readonly string[]): Promise<Map<string, PortingEvent[]>> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT eo.order_id::text, e.raw, e.future FROM event_orders eo JOIN events e ON e.key = eo.event_key
    WHERE eo.order_id = ANY(${orderIds}::uuid[])`
  const events = new Map<string, PortingEvent[]>(orderIds.map((id) => [id, []]))
  for (const row of rows) {
    const parsed = parseEvent(row.raw)
    if (parsed.ok) events.get(row.order_id)?.push({ ...parsed.event, future: row.future })
  }
  return events
}
