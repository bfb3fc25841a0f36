import { readDb } from "#lib/db/client.ts"
import { inFacets } from "#lib/db/order-facets.ts"
import type { Prisma } from "#lib/db/sql.ts"
import { choosesFacet, DELETED, FACET_COUNTS, facetConditions, MOST_FACETS } from "./facet-counts.ts"
import { allOf, otherConditions } from "./order-conditions.ts"
import type { OrderFilter } from "./order-filter.ts"

/** Which orders a filter leaves, and how many where the counts tell that. `isAll`: all but what is left out by default. */
export type Left = { readonly where: Prisma.Sql; readonly total: number | null; readonly isAll: boolean }

/** The combinations that a filter leaves come first: from columns that depend on each other the planner could not tell how many orders have them. */
export async function leftBy(filter: OrderFilter, now: number, onCycles: readonly string[]): Promise<Left> {
  const others = otherConditions(filter, now, onCycles)
  const own = facetConditions(filter, DELETED.orders)
  if (!choosesFacet(filter)) {
    const isAll = others.length === 0
    return { where: allOf([...own, ...others]), total: isAll ? await countListed(filter) : null, isAll }
  }
  const facets = await readDb().$queryRaw<{ facet: string; orders: number }[]>`
    SELECT facet::text, orders FROM ${FACET_COUNTS} AS o WHERE ${allOf(facetConditions(filter, DELETED.counts))}`
  const chosen = facets.length <= MOST_FACETS ? [inFacets(facets.map(({ facet }) => facet))] : own
  const total = others.length > 0 ? null : facets.reduce((sum, { orders }) => sum + orders, 0)
  return { where: allOf([...chosen, ...others]), total: facets.length === 0 ? 0 : total, isAll: false }
}

/** How many orders there are but for what is left out, by the sums alone. */
async function countListed(filter: OrderFilter): Promise<number> {
  const [row] = await readDb().$queryRaw<{ orders: number }[]>`
    SELECT coalesce(sum(o.orders), 0)::int AS orders FROM order_facets o WHERE ${allOf(facetConditions(filter, DELETED.counts))}`
  return row?.orders ?? 0
}
