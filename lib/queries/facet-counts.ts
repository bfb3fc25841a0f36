import { holdsCode } from "#lib/db/order-facets.ts"
import { Prisma } from "#lib/db/sql.ts"
import { chosen, oneOf, toldOneOf } from "./chosen.ts"
import { hasSplit } from "./order-facts.ts"
import type { OrderSelection } from "./order-filter.ts"
import { isNamedExactly } from "./order-names.ts"

/**
 * How many orders have each combination of what lists are filtered by, at one moment: some hundred rows. A trigger adds
 * to them with every change of an order. The columns are named as those of `orders`, but for `deleted`.
 */
export const FACET_COUNTS = Prisma.sql`(
  SELECT facet, status_value, messaging_status, court, exception_codes, deleted, placeholder, split_in, split_out, sum(orders)::int AS orders
  FROM order_facets GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING sum(orders) > 0)`
/** With more combinations than these the orders' own columns are asked. */
export const MOST_FACETS = 10_000
/** More values of one kind no answer counts: a sender may make up any number of codes. The most frequent ones count. */
export const MOST_VALUES = 1_000

/** How the counts tell a deleted draft, and how the orders themselves do. */
export const DELETED = { counts: Prisma.sql`o.deleted`, orders: Prisma.sql`o.deleted_at IS NOT NULL` } as const

/** Whether a choice of splits is one of combinations: whether numbers came back no row tells by itself. */
export function isFacetedSplit(split: OrderSelection["split"]): boolean {
  return split !== undefined && ![...split.any, ...split.none].includes("cycle")
}

/** Whether a filter chooses among the combinations, beyond what is left out by default. */
export function choosesFacet({ status, exception_code, messaging, court, deleted, placeholder, split }: OrderSelection): boolean {
  const isChosen = [status, exception_code, messaging, court].some((choice) => choice !== undefined)
  return isChosen || deleted === "only" || placeholder === "only" || isFacetedSplit(split)
}

function visibility(shown: "true" | "only" | undefined, is: Prisma.Sql, named: boolean): Prisma.Sql[] {
  if (shown === "only") return [is]
  return shown === "true" || named ? [] : [Prisma.sql`NOT (${is})`]
}

/** What of a filter a combination decides, over orders or over their counts as `o`. */
export function facetConditions(filter: OrderSelection, deleted: Prisma.Sql): Prisma.Sql[] {
  const named = isNamedExactly(filter)
  return [
    ...visibility(filter.deleted, deleted, named),
    ...visibility(filter.placeholder, Prisma.sql`o.placeholder`, named),
    ...chosen(filter.status, toldOneOf(Prisma.sql`o.status_value`)),
    ...chosen(filter.exception_code, holdsCode),
    ...chosen(filter.messaging, toldOneOf(Prisma.sql`o.messaging_status`)),
    ...chosen(filter.court, oneOf(Prisma.sql`o.court`)),
    ...(isFacetedSplit(filter.split) ? chosen(filter.split, hasSplit([])) : []),
  ]
}
