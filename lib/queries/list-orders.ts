import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { OrderListJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { Prisma } from "#lib/db/sql.ts"
import { isUuid } from "#lib/porting/uuid.ts"
import { type Left, leftBy } from "./left-by.ts"
import { listOnCycles } from "./list-on-cycles.ts"
import { cyclesFor, rangeSorted } from "./order-conditions.ts"
import { type OrderFilter, orderQuestion } from "./order-filter.ts"
import { ORDER_COLUMNS, type OrderJsonRow, orderJson, SHOWN_COLUMNS } from "./order-json.ts"
import { CURSOR_PROBLEM, decodeCursor, encodeCursor, type QueryResult } from "./read-query.ts"
import { type Asked, foundOrders, type Place, pageIds, sortedOrders } from "./sorted-orders.ts"
import { SORTINGS, type Sorting } from "./sortings.ts"

const COUNTED_EXACTLY = 10_000

type Count = Pick<OrderListJson, "total" | "total_is_exact">
/** What a page is asked for with. */
type Turn = { readonly sorting: Sorting; readonly place: Place | null; readonly limit: number }

const shown = (total: number, exact: boolean): Count =>
  exact || total <= COUNTED_EXACTLY ? { total, total_is_exact: true } : { total: COUNTED_EXACTLY, total_is_exact: false }

/** Where a page's rows are: among few, which are all found and then sorted, or along the index of the sort. */
type Source = Pick<Asked, "from" | "where" | "place"> & { readonly isFew: boolean }

/** Orders that were found already: no others are looked for, and none is shown that the filter has let go since. */
const amongIds = (ids: string, where: Prisma.Sql): Source => ({
  from: Prisma.sql`(SELECT * FROM orders WHERE id = ANY(string_to_array(${ids}, ',')::uuid[]) OFFSET 0) AS o`,
  where,
  place: null,
  isFew: true,
})

/** Few orders may lie at the far end of the sort's index: they are found and sorted. */
function sourceOf({ where, isAll }: Left, { total, total_is_exact: isExact }: Count, place: Place | null): Source {
  return { from: Prisma.sql`orders o`, where, place, isFew: !isAll && isExact && total <= COUNTED_EXACTLY }
}

type Row = OrderJsonRow & { readonly place: string | null }
type Looked = {
  readonly count: Count
  readonly source: Source
  /** Whether a page follows; null: the rows tell. Of rows that were found a moment ago some may be gone. */
  readonly isMore: boolean | null
}

/** How many there are, and where the page's rows are to be read. What no counts tell is looked for once: few orders are sorted then and there. */
async function lookFor(left: Left, exact: boolean, { sorting, place, limit }: Turn): Promise<Looked> {
  if (left.total !== null) {
    const count = shown(left.total, exact)
    return { count, source: sourceOf(left, count, place), isMore: null }
  }
  const most = exact ? Prisma.empty : Prisma.sql`LIMIT ${COUNTED_EXACTLY + 1}`
  const [row] = await readDb().$queryRaw<{ total: number; ids: string | null }[]>`
    WITH found AS MATERIALIZED (SELECT o.id, ${sorting.column} AS sort FROM orders o WHERE ${left.where} ${most}),
      counted AS (SELECT count(*)::int AS total FROM found)
    SELECT total, CASE WHEN total <= ${COUNTED_EXACTLY} THEN ${pageIds(sorting, place, limit)} END AS ids FROM counted`
  const count = shown(row?.total ?? 0, exact)
  if (typeof row?.ids !== "string") return { count, source: sourceOf(left, count, place), isMore: null }
  return { count, source: amongIds(row.ids, left.where), isMore: row.ids.split(",").length === limit }
}

type Found = { readonly rows: readonly Row[]; readonly count: Count; readonly isMore: boolean | null }

/** A filter that names its orders mostly leaves few: where its first page holds them all, that page counts them, too. */
async function findNamed(
  filter: OrderFilter,
  left: Left,
  asked: Omit<Asked, keyof Source>,
  { sorting, place }: Turn,
): Promise<Found | null> {
  const isNamed = filter.support_key !== undefined || filter.id !== undefined
  if (!isNamed || place !== null || left.total !== null) return null
  const rows = await foundOrders<Row>(sorting, { ...asked, from: Prisma.sql`orders o`, where: left.where, place: null }, asked.limit)
  return rows.length < asked.limit ? { rows, count: { total: rows.length, total_is_exact: true }, isMore: false } : null
}

/** The same rows with whether they lie on a cycle, which only those can that numbers both came to and left. */
async function withCycles(rows: readonly Row[], known: readonly string[] | null): Promise<Row[]> {
  const mayBe = rows.some(({ split_from: from, split_to: to }) => from.length > 0 && to.length > 0)
  const onCycles = new Set(known ?? (mayBe ? await listOnCycles() : []))
  return rows.map((row) => ({ ...row, split_cycle: onCycles.has(row.id) }))
}

async function find(filter: OrderFilter, left: Left, turn: Turn): Promise<Found> {
  const asked = { columns: filter.include?.includes("attention") ? SHOWN_COLUMNS : ORDER_COLUMNS, limit: turn.limit }
  const named = await findNamed(filter, left, asked, turn)
  if (named) return named
  const { count, source, isMore } = await lookFor(left, filter.count === "exact", turn)
  const read = (): Promise<Row[]> =>
    source.isFew
      ? foundOrders(turn.sorting, { ...asked, ...source })
      : sortedOrders(turn.sorting, { ...asked, ...source }, count.total_is_exact ? count.total : left.total)
  return { rows: count.total === 0 ? [] : await read(), count, isMore }
}

/** One page of the orders that a filter leaves, with their count. */
export async function listOrders(viewer: Viewer, filter: OrderFilter, isAgain = false): Promise<QueryResult<OrderListJson>> {
  authorize(viewer, "read")
  const now = Date.now()
  const own = SORTINGS[filter.sort]
  const sorting = { ...own, implied: own.implied ?? rangeSorted(filter, now) }
  const question = orderQuestion(filter)
  const place = filter.cursor === undefined ? null : readPlace(decodeCursor(question, filter.cursor, 2), sorting)
  if (filter.cursor !== undefined && place === null) return { ok: false, problem: CURSOR_PROBLEM }
  const onCycles = await cyclesFor(filter)
  const left = await leftBy(filter, now, onCycles ?? [])
  const saved = filter.include?.includes("attention") ? loadRules(readDb()) : null
  const [{ rows, count, isMore }, rules] = await Promise.all([find(filter, left, { sorting, place, limit: filter.limit + 1 }), saved])
  // All that were found have changed since: who asks goes on from none of them.
  if (isMore && rows.length === 0 && !isAgain) return listOrders(viewer, filter, true)
  const listed = rows.slice(0, filter.limit)
  const page = filter.include?.includes("split_cycle") ? await withCycles(listed, onCycles) : listed
  const last = (isMore ?? rows.length > filter.limit) ? page.at(-1) : undefined
  return {
    ok: true,
    query: {
      data: page.map((row) => orderJson(row, rules?.rules)),
      next_cursor: last ? encodeCursor(question, [last.place, last.id]) : null,
      ...count,
    },
  }
}

function readPlace(parts: (string | null)[] | null, { fits }: Sorting): Place | null {
  const [value = null, id = ""] = parts ?? []
  return id !== null && isUuid(id) && (value === null || fits(value)) ? { value, id } : null
}
