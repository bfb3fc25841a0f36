import { isDeepStrictEqual } from "node:util"
import type { Clock } from "#lib/porting/clock.ts"
import { OPEN_MESSAGING_STATES } from "#lib/porting/messaging.ts"
import type { Rules } from "#lib/porting/rules.ts"
import type { ReadDb } from "./client.ts"
import { withCodes } from "./order-facets.ts"
import { ORDER_ROW, type OrderRow, type StandingRow } from "./order-row.ts"
import { Prisma } from "./sql.ts"

/** Few: they are judged on the thread that takes webhooks. */
const ORDERS_A_PAGE = 250

/** What a change of the rules may move: orders in these statuses, with these codes, or whose messaging is late. */
export type Affected = { readonly statuses: readonly string[]; readonly codes: readonly string[]; readonly messaging: boolean }

const differing = <Value>(a: Readonly<Record<string, Value>>, b: Readonly<Record<string, Value>>): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !isDeepStrictEqual(a[name], b[name]))

/** Which orders another set of rules may put elsewhere. */
export function affectedBy(before: Rules, after: Rules): Affected {
  const calendars = differing(before.clocks.calendars, after.clocks.calendars)
  const byCalendar = (clocks: Readonly<Record<string, Clock | null | undefined>>): string[] =>
    Object.entries(clocks).flatMap(([name, clock]) => (clock?.calendar != null && calendars.includes(clock.calendar) ? [name] : []))
  const limits = Object.fromEntries(Object.entries(after.guide).map(([code, { limit }]) => [code, limit]))
  return {
    statuses: [...differing(before.clocks.statuses, after.clocks.statuses), ...byCalendar(after.clocks.statuses)],
    codes: [...differing(before.guide, after.guide), ...byCalendar(limits)],
    messaging:
      !isDeepStrictEqual(before.clocks.messaging, after.clocks.messaging) || byCalendar({ messaging: after.clocks.messaging }).length > 0,
  }
}

const milliText = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** All that an order of `orders o` and its standing are; times of the standing as `standingToRow` has them. */
export const JUDGED_COLUMNS = Prisma.sql`
  o.id::text, ${ORDER_ROW}, o.court, o.attention_court, o.attention_needs,
  ${milliText(Prisma.sql`o.due_at`)} AS due_at, ${milliText(Prisma.sql`o.watch_from`)} AS watch_from`

/** An order with where it stands; `version` is PostgreSQL's own `xmin` of the row, as text. */
export type JudgedRow = OrderRow & StandingRow & { readonly version: string }

/** The orders `o` that a change of the rules concerns and for which `condition` holds, a page at a time in the order of their ids. */
export async function* judgedOrders(
  db: ReadDb,
  { statuses, codes, messaging }: Affected,
  condition: Prisma.Sql = Prisma.sql`true`,
): AsyncGenerator<JudgedRow[]> {
  // Only what is asked for: codes alone are found by an index.
  const concerned = [
    ...(statuses.length > 0 ? [Prisma.sql`status_value = ANY(${[...statuses]}::text[])`] : []),
    ...(codes.length > 0 ? [await withCodes(db, codes)] : []),
    ...(messaging ? [Prisma.sql`messaging_status = ANY(${[...OPEN_MESSAGING_STATES]}::text[])`] : []),
  ]
  if (concerned.length === 0) return
  for (let last: string | null = null; ; ) {
    const rows: JudgedRow[] = await db.$queryRaw`
      SELECT ${JUDGED_COLUMNS}, o.xmin::text AS version FROM orders o
      WHERE (${last}::uuid IS NULL OR o.id > ${last}::uuid) AND deleted_at IS NULL AND NOT placeholder
        AND (${Prisma.join(concerned, " OR ")}) AND ${condition}
      ORDER BY o.id LIMIT ${ORDERS_A_PAGE}`
    if (rows.length > 0) yield rows
    const end = rows.at(-1)
    if (!end || rows.length < ORDERS_A_PAGE) return
    last = end.id
  }
}
