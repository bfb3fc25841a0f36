import { readDb } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import { expectedRows } from "./expected-rows.ts"
import type { Sorting } from "./sortings.ts"

/** Where a page begins: after the row with this value and id. */
export type Place = { readonly value: string | null; readonly id: string }
/** What is asked of which orders: `from` names them `o`. */
export type Asked = {
  readonly columns: Prisma.Sql
  readonly from: Prisma.Sql
  readonly where: Prisma.Sql
  readonly place: Place | null
  readonly limit: number
}

/** What stands after a place, over rows told by their sorted value and their id, those without a value last. */
function after(
  { type, descending }: Sorting,
  place: Place | null,
  { sort, id }: { readonly sort: Prisma.Sql; readonly id: Prisma.Sql },
): Prisma.Sql {
  if (place === null) return Prisma.sql`true`
  const later = Prisma.sql`${id} > ${place.id}::uuid`
  if (place.value === null) return Prisma.sql`${sort} IS NULL AND ${later}`
  const beyond = descending ? Prisma.sql`<` : Prisma.sql`>`
  return Prisma.sql`(${sort} IS NULL OR ${sort} ${beyond} ${place.value}::${type} OR (${sort} = ${place.value}::${type} AND ${later}))`
}

const directionOf = ({ descending }: Pick<Sorting, "descending">): Prisma.Sql => (descending ? Prisma.sql`DESC` : Prisma.sql`ASC`)

/** How rows with their id and, as `sort`, the column's value follow each other. */
export const bySort = (sorting: Sorting, rows: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`ORDER BY ${rows}.sort ${directionOf(sorting)} NULLS LAST, ${rows}.id`

/** The ids of a page as a text, separated by commas, over rows `found` of all orders with their `id` and, as `sort`, the column's value. */
export function pageIds(sorting: Sorting, place: Place | null, limit: number): Prisma.Sql {
  const isAfter = after(sorting, place, { sort: Prisma.sql`f.sort`, id: Prisma.sql`f.id` })
  return Prisma.sql`array_to_string(ARRAY(SELECT f.id FROM found f WHERE ${isAfter} ${bySort(sorting, Prisma.sql`f`)} LIMIT ${limit}), ',')`
}

/**
 * Rows in their order, `place` the value of each by which it is sorted: of so few orders that all are found and then sorted, by
 * whichever index. Ids are sorted, and then those of the page read. `most`: no more are looked for, so that as many may not be
 * the first ones.
 */
export function foundOrders<Row>(
  sorting: Sorting,
  { columns, from, where, place, limit }: Asked,
  most: number | null = null,
): Promise<Row[]> {
  const bound = most === null ? Prisma.sql`OFFSET 0` : Prisma.sql`LIMIT ${most}`
  const isAfter = after(sorting, place, { sort: Prisma.sql`f.sort`, id: Prisma.sql`f.id` })
  return readDb().$queryRaw<Row[]>`
    WITH page AS MATERIALIZED (
      SELECT f.id, f.sort FROM (SELECT o.id, ${sorting.column} AS sort FROM ${from} WHERE ${where} ${bound}) AS f
      WHERE ${isAfter} ${bySort(sorting, Prisma.sql`f`)} LIMIT ${limit})
    SELECT ${columns}, ${sorting.text} AS place FROM page JOIN orders o USING (id) ${bySort(sorting, Prisma.sql`page`)}`
}

/**
 * `walked`: so many rows of the sort's index are looked at first, as many as a page of orders takes that lie anywhere in it.
 * `sorted`: up to so many orders are found and sorted; of more some are met sooner along the index.
 */
export type Bounds = { readonly walked: number; readonly sorted: number }
const BOUNDS: Bounds = { walked: 10_000, sorted: 100_000 }

/** All orders with a value, from a place on, and how they follow each other in the index of the sort. */
function alongIndex({ column, type, descending, nulls, implied }: Sorting, { from, place }: Pick<Asked, "from" | "place">) {
  const beyond = descending ? Prisma.sql`<` : Prisma.sql`>`
  // The first half is a bound of the index, so that a later page costs no more than the first.
  const after = place
    ? Prisma.sql`AND ${column} ${beyond}= ${place.value}::${type} AND (${column} ${beyond} ${place.value}::${type} OR o.id > ${place.id}::uuid)`
    : Prisma.empty
  return {
    rows: Prisma.sql`FROM ${from} WHERE ${column} IS NOT NULL ${implied ? Prisma.sql`AND ${implied}` : Prisma.empty} ${after}`,
    inOrder: Prisma.sql`ORDER BY ${column} ${directionOf({ descending })} NULLS ${Prisma.raw(nulls)}, o.id`,
  }
}

/** Those of the next `most` rows of the index that are asked for. */
function amongNext<Row>(sorting: Sorting, { columns, where, limit, ...asked }: Asked, most: number): Promise<Row[]> {
  const { rows, inOrder } = alongIndex(sorting, asked)
  return readDb().$queryRaw<Row[]>`
    SELECT ${columns}, ${sorting.text} AS place FROM (SELECT o.*, ${sorting.column} AS sort ${rows} ${inOrder} LIMIT ${most}) AS o
    WHERE ${where} ORDER BY o.sort ${directionOf(sorting)} NULLS ${Prisma.raw(sorting.nulls)}, o.id LIMIT ${limit}`
}

/** Those that are asked for, however far along the index. */
function withValue<Row>(sorting: Sorting, { columns, where, limit, ...asked }: Asked): Promise<Row[]> {
  const { rows, inOrder } = alongIndex(sorting, asked)
  return readDb().$queryRaw<Row[]>`SELECT ${columns}, ${sorting.text} AS place ${rows} AND ${where} ${inOrder} LIMIT ${limit}`
}

/**
 * Whether the index may go on behind the next `most` rows. Half of them are enough: meanwhile some may have moved away, and what
 * is taken to go on is only looked for once more.
 */
async function goesOn(sorting: Sorting, asked: Asked, most: number): Promise<boolean> {
  const { rows, inOrder } = alongIndex(sorting, asked)
  return (await readDb().$queryRaw<object[]>`SELECT 1 ${rows} ${inOrder} OFFSET ${Math.floor(most / 2)} LIMIT 1`).length > 0
}

function withoutValue<Row>({ column }: Sorting, { columns, from, where, place, limit }: Asked): Promise<Row[]> {
  const after = place ? Prisma.sql`AND o.id > ${place.id}::uuid` : Prisma.empty
  return readDb().$queryRaw<Row[]>`
    SELECT ${columns}, NULL AS place FROM ${from} WHERE ${where} AND ${column} IS NULL ${after} ORDER BY o.id LIMIT ${limit}`
}

/**
 * The same of however many: along the index of the sort. Those without a value come last, and are looked for only then. Where what
 * is asked for lies at the index's far end, as the submitted ones do when the oldest come first, all of it is found and sorted.
 * `total`: how many there are, where that is known.
 */
export async function sortedOrders<Row>(sorting: Sorting, asked: Asked, total: number | null, most = BOUNDS): Promise<Row[]> {
  if (asked.place?.value === null) return withoutValue<Row>(sorting, asked)
  const near = await amongNext<Row>(sorting, asked, most.walked)
  if (near.length === asked.limit) return near
  const isFar = await goesOn(sorting, asked, most.walked)
  if (isFar && (total ?? (await expectedRows(asked))) <= most.sorted) return foundOrders<Row>(sorting, asked)
  const rows = isFar ? await withValue<Row>(sorting, asked) : near
  if (rows.length === asked.limit) return rows
  return [...rows, ...(await withoutValue<Row>(sorting, { ...asked, place: null, limit: asked.limit - rows.length }))]
}
