import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { OrderListJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import { orderConditions } from "./order-conditions.ts"
import { isInCycle } from "./order-facts.ts"
import { isUuid, type OrderFilter, type OrderSort, orderQuestion } from "./order-filter.ts"
import { ORDER_COLUMNS, type OrderJsonRow, orderJson } from "./order-json.ts"
import { CURSOR_PROBLEM, decodeCursor, encodeCursor, type QueryResult } from "./read-query.ts"

const COUNTED_EXACTLY = 10_000

type Sorting = {
  readonly column: Prisma.Sql
  readonly type: Prisma.Sql
  readonly text: Prisma.Sql
  readonly descending: boolean
  /** Whether a cursor's text can be a value of this column. */
  readonly fits: (value: string) => boolean
}

const byTime = (name: Prisma.Sql, descending: boolean): Sorting => ({
  column: name,
  type: Prisma.sql`timestamptz`,
  text: microText(name),
  descending,
  fits: (value) => parseInstant(value) !== null,
})
/**
 * Text sorts by code point, whatever the database's own collation, and by its first 200 characters: a cursor holds
 * the value it stopped at, and a sender's text may be of any length.
 */
const byText = (name: Prisma.Sql): Sorting => {
  const column = Prisma.sql`left(${name}, 200) COLLATE "C"`
  return { column, type: Prisma.sql`text`, text: column, descending: false, fits: (value) => !value.includes("\u0000") }
}

const SORTINGS: Readonly<Record<OrderSort, Sorting>> = {
  "-last_event_at": byTime(Prisma.sql`o.last_event_at`, true),
  last_event_at: byTime(Prisma.sql`o.last_event_at`, false),
  "-status_since": byTime(Prisma.sql`o.status_since`, true),
  status_since: byTime(Prisma.sql`o.status_since`, false),
  support_key: byText(Prisma.sql`o.support_key`),
  customer_reference: byText(Prisma.sql`o.customer_reference`),
  due_at: byTime(Prisma.sql`o.due_at`, false),
}

/** What comes after a place: nulls are last, ties go by id. */
function after({ column, type, descending }: Sorting, value: string | null, id: string): Prisma.Sql {
  if (value === null) return Prisma.sql`(${column} IS NULL AND o.id > ${id}::uuid)`
  const beyond = descending ? Prisma.sql`<` : Prisma.sql`>`
  return Prisma.sql`(${column} ${beyond} ${value}::${type} OR (${column} = ${value}::${type} AND o.id > ${id}::uuid) OR ${column} IS NULL)`
}

async function countOrders(conditions: Prisma.Sql, exact: boolean): Promise<{ total: number; total_is_exact: boolean }> {
  const limit = exact ? Prisma.empty : Prisma.sql`LIMIT ${COUNTED_EXACTLY + 1}`
  const [row] = await readDb().$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM orders o WHERE ${conditions} ${limit}) AS t`
  const total = row?.total ?? 0
  return exact || total <= COUNTED_EXACTLY ? { total, total_is_exact: true } : { total: COUNTED_EXACTLY, total_is_exact: false }
}

type Row = OrderJsonRow & { readonly place: string | null }

/** One page of the orders that a filter leaves, with their count. */
export async function listOrders(viewer: Viewer, filter: OrderFilter): Promise<QueryResult<OrderListJson>> {
  authorize(viewer, "read")
  const sorting = SORTINGS[filter.sort]
  const question = orderQuestion(filter)
  const place = filter.cursor === undefined ? null : decodeCursor(question, filter.cursor, 2)
  if (filter.cursor !== undefined && !isPlace(place, sorting)) return { ok: false, problem: CURSOR_PROBLEM }
  const conditions = orderConditions(filter)
  const from = place ? Prisma.sql`AND ${after(sorting, place[0] ?? null, place[1] ?? "")}` : Prisma.empty
  const direction = sorting.descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const cycle = filter.include?.includes("split_cycle") ? Prisma.sql`, ${isInCycle} AS split_cycle` : Prisma.empty
  const rows = readDb().$queryRaw<Row[]>`
    SELECT ${ORDER_COLUMNS}${cycle}, ${sorting.text} AS place FROM orders o WHERE ${conditions} ${from}
    ORDER BY ${sorting.column} ${direction} NULLS LAST, o.id LIMIT ${filter.limit + 1}`
  const saved = filter.include?.includes("attention") ? loadRules(readDb()) : null
  const [found, count, rules] = await Promise.all([rows, countOrders(conditions, filter.count === "exact"), saved])
  const page = found.slice(0, filter.limit)
  const last = found.length > filter.limit ? page.at(-1) : undefined
  return {
    ok: true,
    query: {
      data: page.map((row) => orderJson(row, rules?.rules)),
      next_cursor: last ? encodeCursor(question, [last.place, last.id]) : null,
      ...count,
    },
  }
}

function isPlace(place: (string | null)[] | null, { fits }: Sorting): boolean {
  const [value, id] = place ?? []
  return isUuid(id ?? "") && (value == null || fits(value))
}
