import { recordDeed } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { OrderJson } from "#lib/contract.ts"
import { accessDb, readDb } from "#lib/db/client.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import type { Prisma } from "#lib/db/sql.ts"
import { orderConditions } from "./order-conditions.ts"
import type { OrderSelection } from "./order-filter.ts"
import { ORDER_COLUMNS, type OrderJsonRow, orderJson } from "./order-json.ts"

/** So many are looked for at once: some filters cost a pass over all that have a flag or a name, however many orders are wanted of it. */
const IDS_AT_ONCE = 2_000
/** Few: while a page is put together the process takes no webhook. */
const ORDERS_A_PAGE = 100

async function idsBehind(last: string | null, conditions: Prisma.Sql): Promise<string[]> {
  const rows = await readDb().$queryRaw<{ id: string }[]>`
    SELECT o.id::text FROM orders o WHERE (${last}::uuid IS NULL OR o.id > ${last}::uuid) AND ${conditions}
    ORDER BY o.id LIMIT ${IDS_AT_ONCE}`
  return rows.map(({ id }) => id)
}

/**
 * All orders that a filter leaves, a page at a time and never more in memory. By id, which no event changes: by any
 * other order one that changes meanwhile could be passed over. Each page is a short query of the screens' own pool,
 * asked for when the reader has taken the one before: an order is as it is then, and is in it if the filter left it
 * some pages before.
 */
export async function* streamOrders(viewer: Viewer, filter: OrderSelection): AsyncGenerator<OrderJson[], void> {
  authorize(viewer, "read")
  await recordDeed(accessDb(), viewer, { action: "exported", target: "orders" })
  const [{ rules }, conditions] = [await loadRules(readDb()), await orderConditions(filter)]
  for (let ids = await idsBehind(null, conditions); ids.length > 0; ids = await idsBehind(ids.at(-1) ?? null, conditions)) {
    for (let at = 0; at < ids.length; at += ORDERS_A_PAGE) {
      const rows = await readDb().$queryRaw<OrderJsonRow[]>`
        SELECT ${ORDER_COLUMNS} FROM orders o WHERE o.id = ANY(${ids.slice(at, at + ORDERS_A_PAGE)}::uuid[]) ORDER BY o.id`
      if (rows.length > 0) yield rows.map((row) => orderJson(row, rules))
    }
    if (ids.length < IDS_AT_ONCE) return
  }
}
