import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { Counts, OrderJson, QueueJson, QueueSectionJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { COURTS, type Court } from "#lib/porting/court.ts"
import { OPEN_MESSAGING_STATES } from "#lib/porting/messaging.ts"
import type { Rules } from "#lib/porting/rules.ts"
import { NEEDING_SECTIONS, SECTIONS, type Section } from "#lib/porting/sections.ts"
import { FACET_COUNTS } from "./facet-counts.ts"
import { inSections } from "./in-sections.ts"
import { ORDER_COLUMNS, type OrderJsonRow, orderJson } from "./order-json.ts"

const SHOWN_PER_SECTION = 50
/** The most urgent first: the least time left, then the court, then how long it has stood there. */
const COURT_PLACE = Prisma.sql`array_position(${[...COURTS]}::text[], o.attention_court)`
const URGENCY = Prisma.sql`o.due_at ASC NULLS LAST, ${COURT_PLACE}, o.status_since ASC NULLS LAST, o.id`
const LISTED = Prisma.sql`o.deleted_at IS NULL AND NOT o.placeholder`

const byCourt = (groups: readonly { court: Court; orders: number }[]): Counts =>
  Object.fromEntries(COURTS.flatMap((court) => groups.filter((group) => group.court === court).map(({ orders }) => [court, orders])))

type Group = { readonly section: Section; readonly court: Court; readonly orders: number }

/** How many orders stand in each section and court, in one pass over those that have a court to stand in. */
async function countSections(now: number): Promise<Group[]> {
  const sections = SECTIONS.map((section) => Prisma.sql`WHEN ${inSections([section], now)} THEN ${section}`)
  return readDb().$queryRaw<Group[]>`
    SELECT section, court, orders FROM (
      SELECT CASE ${Prisma.join(sections, " ")} END AS section, o.attention_court AS court, count(*)::int AS orders
      FROM orders o WHERE ${LISTED} AND o.attention_court <> 'none' GROUP BY 1, 2) AS t WHERE section IS NOT NULL`
}

async function readSection(section: Section, now: number, rules: Rules): Promise<OrderJson[]> {
  const rows = await readDb().$queryRaw<OrderJsonRow[]>`
    SELECT ${ORDER_COLUMNS} FROM orders o WHERE ${LISTED} AND o.attention_court <> 'none' AND ${inSections([section], now)}
    ORDER BY ${URGENCY} LIMIT ${SHOWN_PER_SECTION}`
  return rows.map((row) => orderJson(row, rules))
}

type Totals = {
  readonly messaging_open: number
  readonly quarantined: number
  readonly moving: number
  readonly next_clock_at: string | null
}

/** What stands beside the queue. Under way: not ended, or ended with messaging to go; what is queued is not counted twice. */
async function readTotals(now: number): Promise<Totals> {
  const states = [...OPEN_MESSAGING_STATES]
  const isMessagingOpen = Prisma.sql`(o.status_value = 'ported' AND o.messaging_status = ANY(${states}::text[]))`
  const isUnderWay = Prisma.sql`(o.status_value IS NOT NULL AND (o.status_value NOT IN ('ported', 'cancelled') OR ${isMessagingOpen}))`
  const [row] = await readDb().$queryRaw<Totals[]>`
    SELECT (SELECT count(*)::int FROM events WHERE state = 'quarantined') AS quarantined, c.messaging_open, c.under_way - q.queued AS moving, q.next_clock_at
    FROM (SELECT coalesce(sum(o.orders) FILTER (WHERE ${isMessagingOpen}), 0)::int AS messaging_open, coalesce(sum(o.orders) FILTER (WHERE ${isUnderWay}), 0)::int AS under_way
        FROM ${FACET_COUNTS} AS o WHERE NOT o.deleted AND NOT o.placeholder) AS c,
      (SELECT count(*) FILTER (WHERE ${isUnderWay} AND ${inSections(NEEDING_SECTIONS, now)})::int AS queued,
          ${microText(Prisma.sql`min(o.due_at) FILTER (WHERE o.due_at > ${new Date(now).toISOString()}::timestamptz)`)} AS next_clock_at
        FROM orders o WHERE ${LISTED} AND o.attention_court <> 'none') AS q`
  return row ?? { messaging_open: 0, quarantined: 0, moving: 0, next_clock_at: null }
}

/** What needs somebody now (milliseconds since 1970), by section: each order once, and the first 50 of each. */
export async function getQueue(viewer: Viewer, now: number): Promise<QueueJson> {
  authorize(viewer, "read")
  const { rules } = await loadRules(readDb())
  const [totals, groups, ...read] = await Promise.all([
    readTotals(now),
    countSections(now),
    ...SECTIONS.map((section) => readSection(section, now, rules)),
  ])
  const sections = Object.fromEntries(
    SECTIONS.map((section, index): [Section, QueueSectionJson] => {
      const own = groups.filter((group) => group.section === section)
      return [section, { by_court: byCourt(own), total: own.reduce((sum, { orders }) => sum + orders, 0), orders: read[index] ?? [] }]
    }),
  ) as Record<Section, QueueSectionJson>
  const needs = COURTS.filter((court) => court !== "none").map((court) => {
    return [court, NEEDING_SECTIONS.reduce((sum, section) => sum + (sections[section].by_court[court] ?? 0), 0)]
  })
  return { now: new Date(now).toISOString(), sections, needs: Object.fromEntries(needs), ...totals }
}
