import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { DeliveryJson, Headers, OneEventJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { inTotalOrder, totalOrder } from "#lib/db/total-order.ts"
import { compareText } from "#lib/porting/instant.ts"
import { DETAIL_COLUMNS, type DetailedRow, toDetailedEvent } from "./event-details.ts"
import { EVENT_COLUMNS } from "./list-events.ts"

const MOST_TWINS = 20

type DeliveryRow = Omit<DeliveryJson, "headers"> & { readonly headers: string }

async function deliveriesOf(key: string): Promise<DeliveryJson[]> {
  const rows = await readDb().$queryRaw<DeliveryRow[]>`
    SELECT ordinal, ${microText(Prisma.sql`received_at`)} AS received_at, attempt, verified, headers
    FROM deliveries WHERE event_key = ${key} ORDER BY ordinal`
  return rows.map((row) => ({ ...row, headers: JSON.parse(row.headers) as Headers }))
}

async function twinsOf(key: string): Promise<string[]> {
  const rows = await readDb().$queryRaw<{ key: string }[]>`
    SELECT twin.key FROM events e JOIN events twin ON twin.event_id_hash = e.event_id_hash AND twin.key <> e.key
    WHERE e.key = ${key} ORDER BY twin.received_at, twin.key LIMIT ${MOST_TWINS}`
  return rows.map((row) => row.key)
}

type Before = Pick<OneEventJson, "previous" | "previous_alike">

/** The events before one in each of its orders: the last, and the last of its type. Those of an order are read once for both. */
async function beforeOf(key: string): Promise<Before> {
  const last = inTotalOrder("DESC", "p")
  const rows = await readDb().$queryRaw<{ id: string; previous: string | null; alike: string | null }[]>`
    SELECT t.id::text, before.previous, before.alike
    FROM events e CROSS JOIN LATERAL unnest(e.order_ids) AS t(id) CROSS JOIN LATERAL (
      SELECT (array_agg(p.key ORDER BY ${last}))[1] AS previous,
        (array_agg(p.key ORDER BY ${last}) FILTER (WHERE p.event_type = e.event_type))[1] AS alike
      FROM event_orders po JOIN events p ON p.key = po.event_key
      WHERE po.order_id = t.id AND (${totalOrder("p")}) < (${totalOrder("e")})
    ) AS before
    WHERE e.key = ${key} ORDER BY 1`
  const of = (which: "previous" | "alike"): Record<string, string> =>
    Object.fromEntries(rows.flatMap((row) => (row[which] === null ? [] : [[row.id, row[which]]])))
  return { previous: of("previous"), previous_alike: of("alike") }
}

/** All that is known of one event but its bytes; by the key it had in quarantine too. Null where there is none. */
export async function getEvent(viewer: Viewer, key: string): Promise<OneEventJson | null> {
  authorize(viewer, "read")
  if (key.includes("\u0000")) return null
  const [row] = await readDb().$queryRaw<DetailedRow[]>`
    SELECT ${EVENT_COLUMNS}, ${DETAIL_COLUMNS} FROM events e WHERE e.key = ${key} OR e.quarantine_key = ${key} LIMIT 1`
  if (!row) return null
  const [kept_deliveries, twins, before] = await Promise.all([deliveriesOf(row.event), twinsOf(row.event), beforeOf(row.event)])
  // A delivery out of a spool or the pen may be kept after a later one: the bytes are those of the first receipt, too.
  const [first] = kept_deliveries.toSorted((a, b) => compareText(a.received_at, b.received_at))
  return { ...toDetailedEvent(row), headers: first?.headers ?? {}, kept_deliveries, twins, ...before }
}
