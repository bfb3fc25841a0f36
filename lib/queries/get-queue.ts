import { z } from "zod"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { Counts, OrderJson, QueueJson, QueueSectionJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { COURTS, type Court } from "#lib/porting/court.ts"
import type { Choice } from "#lib/porting/filter-value.ts"
import { MESSAGING_STATES, OPEN_MESSAGING_STATES } from "#lib/porting/messaging.ts"
import type { Rules } from "#lib/porting/rules.ts"
import { NEEDING_SECTIONS, SECTION_BOUNDS, SECTIONS, type Section } from "#lib/porting/sections.ts"
import { STATUSES } from "#lib/porting/status.ts"
import { isQueuedIn, withCounts } from "./clock-counts.ts"
import { inRounds } from "./in-rounds.ts"
import { inSectionPart } from "./in-sections.ts"
import { listOrders } from "./list-orders.ts"
import { NEEDING } from "./order-filter.ts"
import { type OrderJsonRow, orderJson, SHOWN_COLUMNS } from "./order-json.ts"

const SHOWN_PER_SECTION = 50
const MOST_UNHEARD = 50
/** The most urgent first: the least time left, then the court, then how long it has stood there. */
const COURT_PLACE = Prisma.sql`array_position(${[...COURTS]}::text[], o.attention_court)`
const URGENCY = Prisma.sql`o.due_at ASC NULLS LAST, ${COURT_PLACE}, o.status_since ASC NULLS LAST, o.id`
const LISTED = Prisma.sql`o.deleted_at IS NULL AND NOT o.placeholder`

const byCourt = (groups: readonly { court: Court; orders: number }[]): Counts =>
  Object.fromEntries(COURTS.flatMap((court) => groups.filter((group) => group.court === court).map(({ orders }) => [court, orders])))

/** The first orders of a section. What has no clock comes after all that have one, and is looked for only where those are too few. */
async function readSection(section: Section, now: number, rules: Rules): Promise<OrderJson[]> {
  const first = (part: "dated" | "undated", most: number): Promise<OrderJsonRow[]> =>
    readDb().$queryRaw<OrderJsonRow[]>`
      SELECT ${SHOWN_COLUMNS} FROM orders o WHERE ${LISTED} AND ${inSectionPart(section, part, now)} ORDER BY ${URGENCY} LIMIT ${most}`
  const rows = await first("dated", SHOWN_PER_SECTION)
  const missing = SECTION_BOUNDS[section].undated ? SHOWN_PER_SECTION - rows.length : 0
  // One that has lost its clock since is among the first ones already.
  if (missing > 0) rows.push(...(await first("undated", missing)).filter(({ id }) => rows.every((row) => row.id !== id)))
  return rows.map((row) => orderJson(row, rules))
}

/** The same of one court's orders, which may lie far apart among all: they are found as the list finds them. */
async function readCourtSection(viewer: Viewer, court: Court, section: Section): Promise<readonly OrderJson[]> {
  const only = (value: string): Choice => ({ any: [value], none: [] })
  const choice = { needs: only(court), attention: only(section) }
  const list = await listOrders(viewer, { ...choice, sort: "due_at", include: ["attention"], limit: SHOWN_PER_SECTION })
  if (!list.ok) throw new Error(list.problem)
  return list.query.data
}

type Group = { readonly section: Section; readonly court: Court; readonly orders: number }
type Totals = {
  readonly messaging_open: number
  readonly quarantined: number
  readonly moving: number
  readonly unheard: QueueJson["unheard"]
  readonly next_clock_at: string | null
}

const [STATUS, MESSAGING] = [Prisma.sql`o.status_value`, Prisma.sql`o.messaging_status`]
const isOf = (column: Prisma.Sql, values: readonly string[]): Prisma.Sql => Prisma.sql`${column} = ANY(${[...values]}::text[])`

/** How many of the listed have each value of an open set that is none of the known ones. A sender may make up any number of them. */
function countUnheard(column: Prisma.Sql, known: readonly string[], listed: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT coalesce(jsonb_object_agg(u.value, u.orders), '{}') FROM (
    SELECT ${column} AS value, sum(o.orders)::int AS orders FROM counts o WHERE ${listed} AND NOT ${isOf(column, known)}
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_UNHEARD}) AS u)`
}

/**
 * How many orders stand in each section and court, and what stands beside the queue. Under way: not ended, or ended with
 * messaging to go, and in no state never heard of; what is queued is not counted twice. One statement, and so of one moment.
 */
async function countQueue(now: number): Promise<Totals & { readonly groups: readonly Group[] }> {
  const isMessagingOpen = Prisma.sql`(o.status_value = 'ported' AND ${isOf(MESSAGING, OPEN_MESSAGING_STATES)})`
  const isHeardOf = Prisma.sql`${isOf(STATUS, STATUSES)} AND (o.messaging_status IS NULL OR ${isOf(MESSAGING, MESSAGING_STATES)})`
  const isUnderWay = Prisma.sql`(${isHeardOf} AND (o.status_value NOT IN ('ported', 'cancelled') OR ${isMessagingOpen}))`
  const listed = Prisma.sql`NOT o.deleted AND NOT o.placeholder`
  const [row] = await readDb().$queryRaw<(Totals & { readonly groups: readonly Group[] })[]>`
    WITH ${withCounts(now, { of: "all" })}
    SELECT (SELECT coalesce(sum(quarantined), 0)::int FROM event_counts) AS quarantined, c.messaging_open, c.under_way - q.queued AS moving,
      jsonb_build_object('status', ${countUnheard(STATUS, STATUSES, listed)}, 'messaging', ${countUnheard(MESSAGING, MESSAGING_STATES, listed)}) AS unheard,
      (SELECT ${microText(Prisma.sql`o.due_at`)} FROM orders o WHERE ${LISTED} AND o.attention_court <> 'none' AND o.due_at > ${new Date(now).toISOString()}::timestamptz
        ORDER BY o.due_at LIMIT 1) AS next_clock_at,
      (SELECT coalesce(jsonb_agg(g), '[]') FROM (
        SELECT o.section, o.attention_court AS court, sum(o.orders)::int AS orders FROM queued o WHERE ${listed} AND o.section IS NOT NULL GROUP BY 1, 2
      ) AS g) AS groups
    FROM (SELECT coalesce(sum(o.orders) FILTER (WHERE ${isMessagingOpen}), 0)::int AS messaging_open, coalesce(sum(o.orders) FILTER (WHERE ${isUnderWay}), 0)::int AS under_way
        FROM counts o WHERE ${listed}) AS c,
      (SELECT coalesce(sum(o.orders) FILTER (WHERE ${isUnderWay} AND ${isQueuedIn(NEEDING_SECTIONS)}), 0)::int AS queued FROM queued o WHERE ${listed}) AS q`
  if (!row) throw new Error("A statement of aggregates gave no row.")
  return row
}

/** Whosever queue is asked for, the numbers are those of all. */
const counts = inRounds<Awaited<ReturnType<typeof countQueue>>>()

async function readSections(viewer: Viewer, now: number, court: Court | null): Promise<readonly (readonly OrderJson[])[]> {
  if (court !== null) return Promise.all(SECTIONS.map((section) => readCourtSection(viewer, court, section)))
  const { rules } = await loadRules(readDb())
  return Promise.all(SECTIONS.map((section) => readSection(section, now, rules)))
}

async function readQueue(viewer: Viewer, now: number, court: Court | null): Promise<QueueJson> {
  const [{ groups, ...totals }, orders] = await Promise.all([counts("counts", () => countQueue(now)), readSections(viewer, now, court)])
  const sections = Object.fromEntries(
    SECTIONS.map((section, index): [Section, QueueSectionJson] => {
      const own = groups.filter((group) => group.section === section)
      return [section, { by_court: byCourt(own), total: own.reduce((sum, group) => sum + group.orders, 0), orders: orders[index] ?? [] }]
    }),
  ) as Record<Section, QueueSectionJson>
  const needs = COURTS.filter((court) => court !== "none").map((court) => {
    return [court, NEEDING_SECTIONS.reduce((sum, section) => sum + (sections[section].by_court[court] ?? 0), 0)]
  })
  return { now: new Date(now).toISOString(), sections, needs: Object.fromEntries(needs), ...totals }
}

const rounds = inRounds<QueueJson>()

/** Whose orders of the queue are shown; the numbers are of all. */
export const queueFilterSchema = z.object({
  needs: z
    .enum(NEEDING, { error: `one of ${NEEDING.join(", ")} is allowed.` })
    .optional()
    .meta({ description: "Only the orders in this court's queue; the numbers stay those of all." }),
})

type QueueFilter = z.output<typeof queueFilterSchema>

/** What needs somebody now (milliseconds since 1970), by section: each order once, and the first 50 of each. */
export async function getQueue(
  viewer: Viewer,
  now: number,
  { needs: court = null }: { readonly needs?: QueueFilter["needs"] | null } = {},
): Promise<QueueJson> {
  authorize(viewer, "read")
  return await rounds(`queue ${court}`, () => readQueue(viewer, now, court))
}
