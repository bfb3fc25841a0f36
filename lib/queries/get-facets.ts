import { authorize, type Viewer } from "#lib/access/roles.ts"
import { type FacetsJson, SPLIT_KINDS } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import { COURTS } from "#lib/porting/court.ts"
import type { Choice } from "#lib/porting/filter-value.ts"
import { SECTIONS } from "#lib/porting/sections.ts"
import { orderConditions, queueConditions } from "./order-conditions.ts"
import { hasSplit } from "./order-facts.ts"
import type { OrderSelection } from "./order-filter.ts"
import { isNamedExactly } from "./order-names.ts"

/** A part of the one statement that counts everything: rows of facet, value, number of orders. */
type Part = Prisma.Sql
type Named = readonly (readonly [string, Prisma.Sql])[]

const ORDERS = Prisma.sql`orders o`
const ORDERS_BY_CODE = Prisma.sql`orders o CROSS JOIN LATERAL unnest(o.exception_codes) AS t(code)`

const byValue = (facet: keyof FacetsJson, value: Prisma.Sql, where: Prisma.Sql, from = ORDERS): Part =>
  Prisma.sql`(SELECT ${facet} AS facet, ${value} AS value, count(*)::int AS orders FROM ${from} WHERE ${where} AND ${value} IS NOT NULL GROUP BY 2 ORDER BY 3 DESC, 2)`

/** How many orders meet each of some conditions, in one pass over them. */
function byCondition(facet: keyof FacetsJson, named: Named, where: Prisma.Sql): Part {
  const counts = named.map(([, condition]) => Prisma.sql`count(*) FILTER (WHERE ${condition})::int`)
  return Prisma.sql`(SELECT ${facet} AS facet, t.value, t.orders FROM
    (SELECT ARRAY[${Prisma.join(counts)}] AS counts FROM orders o WHERE ${where}) AS c, unnest(${named.map(([name]) => name)}::text[], c.counts) AS t(value, orders))`
}

const only = (value: string): Choice => ({ any: [value], none: [] })

/** What a filter leaves out by default, where it does: as many as would be listed, were they alone asked for. */
function leftOut(filter: OrderSelection, now: number): Part[] {
  return (["placeholder", "deleted"] as const).flatMap((name) => {
    if (filter[name] || isNamedExactly(filter)) return []
    const where = orderConditions({ ...filter, [name]: "only" }, now)
    return [Prisma.sql`(SELECT 'left_out' AS facet, ${name} AS value, count(*)::int AS orders FROM orders o WHERE ${where})`]
  })
}

function partsOf(filter: OrderSelection, now: number): Part[] {
  const without = (...names: (keyof OrderSelection)[]): Prisma.Sql =>
    orderConditions({ ...filter, ...Object.fromEntries(names.map((name) => [name, undefined])) }, now)
  const queues = (own: Pick<OrderSelection, "needs" | "attention">): Prisma.Sql =>
    Prisma.join(queueConditions({ needs: filter.needs, attention: filter.attention, ...own }, now), " AND ")
  const courts = COURTS.filter((court) => court !== "none").map((court) => [court, queues({ needs: only(court) })] as const)
  const sections = SECTIONS.map((section) => [section, queues({ attention: only(section) })] as const)
  const splits = SPLIT_KINDS.map((kind) => [kind, hasSplit([kind])] as const)
  return [
    byValue("status", Prisma.sql`o.status_value`, without("status")),
    byValue("exception_code", Prisma.sql`t.code`, without("exception_code"), ORDERS_BY_CODE),
    byValue("messaging", Prisma.sql`o.messaging_status`, without("messaging")),
    byValue("court", Prisma.sql`o.court`, without("court")),
    byCondition("needs", courts, without("needs", "attention")),
    byCondition("attention", sections, without("needs", "attention")),
    byCondition("split", splits, without("split")),
    ...leftOut(filter, now),
  ]
}

type Counted = { readonly facet: keyof FacetsJson; readonly value: string; readonly orders: number }

/**
 * For each value of each facet how many orders the list would hold with it in the place of that facet's own choice.
 * One statement: a page must not take all of the screens' connections for itself.
 */
export async function getFacets(viewer: Viewer, filter: OrderSelection, now = Date.now()): Promise<FacetsJson> {
  authorize(viewer, "read")
  const rows = await readDb().$queryRaw<Counted[]>`${Prisma.join(partsOf(filter, now), " UNION ALL ")}`
  const of = (facet: keyof FacetsJson): Record<string, number> =>
    Object.fromEntries(rows.filter((row) => row.facet === facet).map(({ value, orders }) => [value, orders]))
  const names = ["status", "exception_code", "messaging", "court", "needs", "attention", "split"] as const
  const facets = Object.fromEntries(names.map((name) => [name, of(name)])) as Record<(typeof names)[number], Record<string, number>>
  return { ...facets, left_out: { placeholder: 0, deleted: 0, ...of("left_out") } }
}
