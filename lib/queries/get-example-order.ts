import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { OrderJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { withCodes } from "#lib/db/order-facets.ts"
import { type OrderJsonRow, orderJson, SHOWN_COLUMNS } from "./order-json.ts"

/** An order that carries a code now, the one told of last; null where none does. */
export async function getExampleOrder(viewer: Viewer, code: string): Promise<OrderJson | null> {
  authorize(viewer, "read")
  if (code.includes("\u0000")) return null
  const [row] = await readDb().$queryRaw<OrderJsonRow[]>`
    SELECT ${SHOWN_COLUMNS} FROM orders o
    WHERE ${await withCodes(readDb(), [code])} AND o.deleted_at IS NULL AND NOT o.placeholder
    ORDER BY o.last_event_at DESC NULLS LAST, o.id LIMIT 1`
  return row ? orderJson(row) : null
}
