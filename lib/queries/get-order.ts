import type { Viewer } from "#lib/access/viewer.ts"
import type { OrderJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { findOrderId } from "./find-order.ts"
import { ORDER_COLUMNS, type OrderJsonRow, orderJson } from "./order-json.ts"

/** One order by UUID or support key, or null. */
export async function getOrder(_viewer: Viewer, name: string): Promise<OrderJson | null> {
  const id = await findOrderId(name)
  if (id === null) return null
  const [row] = await readDb().$queryRaw<OrderJsonRow[]>`SELECT ${ORDER_COLUMNS} FROM orders o WHERE o.id = ${id}::uuid`
  return row ? orderJson(row) : null
}
