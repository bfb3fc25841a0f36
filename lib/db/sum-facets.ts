import type { Db } from "./client.ts"

/** How many changes may stand beside the sums: a count reads them all. */
const MOST_CHANGES = 2_000

/** How many rows the sums had when they were made last, in this process. */
let summed = 0

/**
 * Sums up what changes of orders have added to their counts, once that is much. Nobody waits for it, and a count that is
 * made meanwhile sees the rows either before or after.
 */
export async function sumFacets(db: Db): Promise<void> {
  const most = summed * 2 + MOST_CHANGES
  const [row] = await db.$queryRaw<
    { rows: number }[]
  >`SELECT count(*)::int AS rows FROM (SELECT 1 FROM order_facets LIMIT ${most + 1}) AS t`
  if ((row?.rows ?? 0) <= most) return
  summed = await db.$executeRaw`
    WITH gone AS (DELETE FROM order_facets RETURNING *)
    INSERT INTO order_facets
    SELECT facet, status_value, messaging_status, court, exception_codes, deleted, placeholder, split_in, split_out, sum(orders)
    FROM gone GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING sum(orders) <> 0`
}
