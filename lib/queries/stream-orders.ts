import { recordDeed } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { OrderJson } from "#lib/contract.ts"
import { accessDb, readDb } from "#lib/db/client.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { facetsWhere, inFacets } from "#lib/db/order-facets.ts"
import { Prisma } from "#lib/db/sql.ts"
import { choosesFacet, DELETED, facetConditions, MOST_FACETS } from "./facet-counts.ts"
import { allOf, cyclesFor, otherConditions } from "./order-conditions.ts"
import type { OrderExport } from "./order-filter.ts"
import { ORDER_COLUMNS, type OrderJsonRow, orderJson } from "./order-json.ts"
import { bySort } from "./sorted-orders.ts"
import { SORTINGS, type Sorting } from "./sortings.ts"

/** So many are looked for at once: some filters cost a pass over all that have a flag or a name, however many orders are wanted of it. */
const IDS_AT_ONCE = 2_000
/** More than these are not sorted: their ids would be found and held all at once. */
const MOST_SORTED = 10_000
/** Few: while a page is put together the process takes no webhook. */
const ORDERS_A_PAGE = 100

/** So often the combinations that a page is looked for by are asked for: then the orders' own columns are, however long that takes. */
const MOST_TRIES = 3

/** The combinations that a filter leaves; null where it chooses among none, or leaves too many to name. */
async function facetsOf(filter: OrderExport): Promise<readonly string[] | null> {
  if (!choosesFacet(filter)) return null
  const facets = await facetsWhere(readDb(), allOf(facetConditions(filter, DELETED.counts)), MOST_FACETS + 1)
  return facets.length > MOST_FACETS ? null : facets
}

type Asked = { readonly filter: OrderExport; readonly others: readonly Prisma.Sql[] }

/** By combinations, whose index finds few orders at once. An order that has come to a new one meanwhile is not passed over: then it is asked again. */
async function askIds<Ids extends string[] | null>(
  { filter, others }: Asked,
  idsOf: (where: Prisma.Sql) => Prisma.Sql,
  tries = 1,
): Promise<Ids> {
  const facets = tries < MOST_TRIES ? await facetsOf(filter) : null
  const own = facets ? [inFacets(facets)] : facetConditions(filter, DELETED.orders)
  const isWhole = facets
    ? Prisma.sql`NOT EXISTS (SELECT 1 FROM order_facets o WHERE ${allOf(facetConditions(filter, DELETED.counts))} AND o.facet <> ALL(${[...facets]}::uuid[]))`
    : Prisma.sql`true`
  const [row] = await readDb().$queryRaw<{ ids: Ids; whole: boolean }[]>`
    SELECT ${idsOf(allOf([...own, ...others]))} AS ids, ${isWhole} AS whole`
  return row?.whole ? row.ids : askIds({ filter, others }, idsOf, tries + 1)
}

const idsBehind = (last: string | null, asked: Asked): Promise<string[]> =>
  askIds(
    asked,
    (where) => Prisma.sql`array(
      SELECT o.id::text FROM orders o WHERE (${last}::uuid IS NULL OR o.id > ${last}::uuid) AND ${where}
      ORDER BY o.id LIMIT ${IDS_AT_ONCE})`,
  )

/** All at one moment, so that one which changes meanwhile is neither passed over nor told twice; null where they are too many to be sorted. */
const sortedIds = (sorting: Sorting, asked: Asked): Promise<string[] | null> =>
  askIds(
    asked,
    (where) => Prisma.sql`(
      SELECT CASE WHEN count(*) <= ${MOST_SORTED} THEN coalesce(array_agg(f.id::text ${bySort(sorting, Prisma.sql`f`)}), '{}') END
      FROM (SELECT o.id, ${sorting.column} AS sort FROM orders o WHERE ${where} LIMIT ${MOST_SORTED + 1}) AS f)`,
  )

/** The ids of all that a filter leaves: sorted at once, or by id a piece at a time. */
async function* idsOf(asked: Asked): AsyncGenerator<readonly string[], void> {
  const { sort } = asked.filter
  const sorted = sort ? await sortedIds(SORTINGS[sort], asked) : null
  if (sorted) return yield sorted
  for (let last: string | null = null; ; ) {
    const ids: readonly string[] = await idsBehind(last, asked)
    yield ids
    if (ids.length < IDS_AT_ONCE) return
    last = ids.at(-1) ?? null
  }
}

/**
 * All orders that a filter leaves, a page at a time and never more in memory. By id, which no event changes: by any
 * other order one that changes meanwhile could be passed over. Few enough to be found at one moment are sorted as it is
 * asked. Each page is a short query of the screens' own pool, asked for when the reader has taken the one before: an order
 * is as it is then, and is in it if the filter left it some pages before.
 */
export async function* streamOrders(viewer: Viewer, filter: OrderExport): AsyncGenerator<OrderJson[], void> {
  authorize(viewer, "read")
  await recordDeed(accessDb(), viewer, { action: "exported", target: "orders" })
  const { rules } = await loadRules(readDb())
  const others = otherConditions(filter, Date.now(), (await cyclesFor(filter)) ?? [])
  for await (const ids of idsOf({ filter, others })) {
    for (let at = 0; at < ids.length; at += ORDERS_A_PAGE) {
      const page = ids.slice(at, at + ORDERS_A_PAGE)
      const rows = await readDb().$queryRaw<OrderJsonRow[]>`
        SELECT ${ORDER_COLUMNS} FROM unnest(${page}::uuid[]) WITH ORDINALITY AS page(id, place) JOIN orders o USING (id) ORDER BY page.place`
      if (rows.length > 0) yield rows.map((row) => orderJson(row, rules))
    }
  }
}
