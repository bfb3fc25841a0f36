import { recordDeed } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { OrderJson } from "#lib/contract.ts"
import { accessDb, readDb } from "#lib/db/client.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { orderConditions } from "./order-conditions.ts"
import type { OrderSelection } from "./order-filter.ts"
import { ORDER_COLUMNS, type OrderJsonRow, orderJson } from "./order-json.ts"

/** Few: while a page is put together the process takes no webhook. */
const ORDERS_A_PAGE = 100

/**
 * All orders that a filter leaves, a page at a time and never more in memory. By id, which no event changes: by any
 * other order one that changes meanwhile could be passed over. Each page is a short query of the screens' own pool,
 * asked for when the reader has taken the one before.
 */
export async function* streamOrders(viewer: Viewer, filter: OrderSelection): AsyncGenerator<OrderJson[], void> {
  authorize(viewer, "read")
  await recordDeed(accessDb(), viewer, { action: "exported", target: "orders" })
  const [{ rules }, conditions] = [await loadRules(readDb()), orderConditions(filter)]
  for (let last: string | null = null; ; ) {
    const rows: OrderJsonRow[] = await readDb().$queryRaw`
      SELECT ${ORDER_COLUMNS} FROM orders o WHERE (${last}::uuid IS NULL OR o.id > ${last}::uuid) AND ${conditions}
      ORDER BY o.id LIMIT ${ORDERS_A_PAGE}`
    if (rows.length > 0) yield rows.map((row) => orderJson(row, rules))
    const end = rows.at(-1)
    if (!end || rows.length < ORDERS_A_PAGE) return
    last = end.id
  }
}
