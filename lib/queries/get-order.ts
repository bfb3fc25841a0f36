import { z } from "zod"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { OrderJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { findOrderId } from "./find-order.ts"
import { ORDER_COLUMNS, type OrderJsonRow, orderJson, SHOWN_COLUMNS } from "./order-json.ts"
import { includeParam } from "./read-query.ts"

export const orderQuerySchema = z.object({ include: includeParam })

/** One order by UUID or support key, or null. */
export async function getOrder(
  viewer: Viewer,
  name: string,
  { include }: z.output<typeof orderQuerySchema> = {},
): Promise<OrderJson | null> {
  authorize(viewer, "read")
  const id = await findOrderId(name)
  if (id === null) return null
  const [[row], saved] = await Promise.all([
    readDb().$queryRaw<OrderJsonRow[]>`SELECT ${include ? SHOWN_COLUMNS : ORDER_COLUMNS} FROM orders o WHERE o.id = ${id}::uuid`,
    include ? loadRules(readDb()) : null,
  ])
  return row ? orderJson(row, saved?.rules) : null
}
