import type { ReadDb } from "./client.ts"

const ORDERS_A_PAGE = 1_000

/** The ids of all orders that are there or that events tell of, a page at a time, in order: each by its indexes, since there may be millions. */
export async function* allOrderIds(db: ReadDb): AsyncGenerator<string[], void> {
  for (let last: string | null = null; ; ) {
    const rows: { id: string }[] = await db.$queryRaw`
      SELECT t.id::text FROM (
        (SELECT id FROM orders WHERE ${last}::uuid IS NULL OR id > ${last}::uuid ORDER BY id LIMIT ${ORDERS_A_PAGE})
        UNION (SELECT DISTINCT order_id FROM event_orders WHERE ${last}::uuid IS NULL OR order_id > ${last}::uuid ORDER BY order_id LIMIT ${ORDERS_A_PAGE})
      ) AS t ORDER BY t.id LIMIT ${ORDERS_A_PAGE}`
    const end = rows.at(-1)
    if (!end) return
    yield rows.map(({ id }) => id)
    last = end.id
  }
}
