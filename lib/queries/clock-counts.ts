import { Prisma } from "#lib/db/sql.ts"
import { SECTION_BOUNDS } from "#lib/porting/sections.ts"
import { FACET_COUNTS } from "./facet-counts.ts"
import { sectionAt } from "./in-sections.ts"
import type { Within } from "./order-conditions.ts"

/** The days of UTC that the bounds of the sections fall into: only there the hour decides in which one an order stands. */
function dividedDays(now: number): string[] {
  const offsets = Object.values(SECTION_BOUNDS).flatMap(({ after, until }) => [after ?? 0, until ?? 0])
  return [...new Set([0, ...offsets].map((offset) => new Date(now + offset).toISOString().slice(0, 10)))]
}

const noon = (day: Prisma.Sql): Prisma.Sql => Prisma.sql`(${day} + time '12:00') AT TIME ZONE 'UTC'`

const COMBINED = Prisma.sql`c.facet, c.status_value, c.messaging_status, c.court, c.exception_codes, c.deleted, c.placeholder, c.split_in, c.split_out`

/**
 * How many orders that can need somebody have each combination and clock. A trigger counts them by the days of their clocks:
 * for all but the days that divide the sections at this moment (milliseconds since 1970) any hour of the day tells the
 * section. Of those days, each order by itself.
 */
function clocks(now: number): Prisma.Sql {
  const divided = dividedDays(now)
  const days = Prisma.sql`${divided}::date[]`
  const within = (moment: Prisma.Sql): Prisma.Sql => {
    const ranges = divided.map((day) => {
      const from = Prisma.sql`${`${day}T00:00:00Z`}::timestamptz`
      return Prisma.sql`(${moment} >= ${from} AND ${moment} < ${from} + interval '24 hours')`
    })
    return Prisma.join(ranges, " OR ")
  }
  return Prisma.sql`
    SELECT facet, attention_court, attention_needs, ${noon(Prisma.sql`due_day`)} AS due_at, ${noon(Prisma.sql`watch_day`)} AS watch_from, sum(orders)::int AS orders
    FROM order_clocks WHERE (due_day = ANY(${days})) IS NOT TRUE AND (watch_day = ANY(${days})) IS NOT TRUE GROUP BY 1, 2, 3, 4, 5 HAVING sum(orders) <> 0
    UNION ALL
    SELECT facet, attention_court, attention_needs, due_at, watch_from, 1 FROM orders
    WHERE attention_court <> 'none' AND (${within(Prisma.sql`due_at`)} OR ${within(Prisma.sql`watch_from`)})`
}

/** Which orders are counted: all, those that meet some conditions over `orders o`, or all but those. */
export type Counted = { readonly of: "all" } | { readonly of: "met" | "others"; readonly where: Prisma.Sql }

/** `queued`, and beside it the orders that can need nobody. */
const EVERYONE = Prisma.sql`everyone AS MATERIALIZED (
  SELECT * FROM queued UNION ALL
  SELECT ${COMBINED}, 'none', NULL, c.orders - coalesce(q.orders, 0)
  FROM counts c LEFT JOIN (SELECT facet, sum(orders)::int AS orders FROM queued GROUP BY 1) AS q USING (facet) WHERE c.orders > coalesce(q.orders, 0))`

/**
 * The head of a statement that counts orders. `counts` has a row for each combination of what lists are filtered by, `queued`
 * one for each of those, each court and each `section` (null: none) of the orders that can need somebody, with the columns of
 * `orders` that `facetConditions` looks at (but for `deleted`); `everyone` is the same of all orders. All tell `orders`, how many they are.
 */
export const withCounts = (now: number, counted: Counted): Prisma.Sql => Prisma.sql`${countsAndQueued(now, counted)}, ${EVERYONE}`

function countsAndQueued(now: number, counted: Counted): Prisma.Sql {
  const standing = Prisma.sql`o.facet, o.attention_court, ${sectionAt(now)} AS section`
  const queued = (of: Prisma.Sql): Prisma.Sql => Prisma.sql`queued AS MATERIALIZED (
    SELECT ${COMBINED}, k.attention_court, k.section, k.orders FROM ${of} AS k JOIN counts c USING (facet))`
  const queue = Prisma.sql`SELECT ${standing}, sum(o.orders)::int AS orders FROM (${clocks(now)}) AS o GROUP BY 1, 2, 3`
  if (counted.of === "all")
    return Prisma.sql`counts AS MATERIALIZED (SELECT * FROM ${FACET_COUNTS} AS f), ${queued(Prisma.sql`(${queue})`)}`
  // One pass over the orders, which may be many.
  const met = Prisma.sql`
    met AS MATERIALIZED (SELECT ${standing}, count(*)::int AS orders FROM orders o WHERE ${counted.where} GROUP BY 1, 2, 3),
    combined AS (SELECT facet, sum(orders)::int AS orders FROM met GROUP BY 1)`
  const metQueue = Prisma.sql`SELECT facet, attention_court, section, orders FROM met WHERE attention_court <> 'none'`
  if (counted.of === "met")
    return Prisma.sql`${met},
      counts AS MATERIALIZED (SELECT ${COMBINED}, f.orders FROM combined AS f JOIN ${FACET_COUNTS} AS c USING (facet)), ${queued(Prisma.sql`(${metQueue})`)}`
  return Prisma.sql`${met},
    counts AS MATERIALIZED (
      SELECT ${COMBINED}, c.orders - coalesce(f.orders, 0) AS orders FROM ${FACET_COUNTS} AS c LEFT JOIN combined AS f USING (facet)
      WHERE c.orders > coalesce(f.orders, 0)),
    ${queued(Prisma.sql`(
      SELECT facet, attention_court, section, sum(orders)::int AS orders
      FROM (${queue} UNION ALL SELECT facet, attention_court, section, -orders FROM (${metQueue}) AS m) AS q GROUP BY 1, 2, 3 HAVING sum(orders) > 0)`)}`
}

/** Whether a row `o` of `queued` or `everyone` stands in any of some sections. */
export const isQueuedIn: Within = (sections) => Prisma.sql`(o.section = ANY(${[...sections]}::text[])) IS TRUE`
