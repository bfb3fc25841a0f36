import { authorize, type Viewer } from "#lib/access/roles.ts"
import { type FacetsJson, SPLIT_KINDS } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import { COURTS } from "#lib/porting/court.ts"
import type { Choice } from "#lib/porting/filter-value.ts"
import { SECTIONS } from "#lib/porting/sections.ts"
import { chosen, toldValue } from "./chosen.ts"
import { type Counted, isQueuedIn, withCounts } from "./clock-counts.ts"
import { expectedRows } from "./expected-rows.ts"
import { DELETED, facetConditions, isFacetedSplit, MOST_VALUES } from "./facet-counts.ts"
import { inRounds } from "./in-rounds.ts"
import { inSections } from "./in-sections.ts"
import { listOnCycles } from "./list-on-cycles.ts"
import { allOf, leftOutBy, plainConditions, queueConditions, type Within } from "./order-conditions.ts"
import { hasSplit } from "./order-facts.ts"
import type { OrderSelection } from "./order-filter.ts"
import { isNamedExactly } from "./order-names.ts"

/** A part of the one statement that counts everything: rows of facet, value, number of orders. */
type Part = Prisma.Sql
type Named = readonly (readonly [string, Prisma.Sql])[]

/** What is counted, as `o`: the orders themselves, or their counts. */
type Source = { readonly from: Prisma.Sql; readonly count: Prisma.Sql; readonly deleted: Prisma.Sql }

const ORDERS: Source = { from: Prisma.sql`orders o`, count: Prisma.sql`count(*)`, deleted: DELETED.orders }
const COUNTS: Source = { from: Prisma.sql`counts o`, count: Prisma.sql`sum(o.orders)`, deleted: DELETED.counts }
/** Those of them that can need somebody, with their sections. */
const QUEUED: Source = { ...COUNTS, from: Prisma.sql`queued o` }

const EVERYONE: Source = { ...COUNTS, from: Prisma.sql`everyone o` }

const ANY_ATTENTION = Prisma.sql`o.attention_court <> 'none'`

/** How many orders meet each of some conditions, in one pass over them. */
function byCondition(facet: keyof FacetsJson, named: Named, { from, count }: Source, where: Prisma.Sql): Part {
  const counts = named.map(([, condition]) => Prisma.sql`coalesce(${count} FILTER (WHERE ${condition}), 0)::int`)
  return Prisma.sql`(SELECT ${facet} AS facet, t.value, t.orders FROM
    (SELECT ARRAY[${Prisma.join(counts)}] AS counts FROM ${from} WHERE ${where}) AS c, unnest(${named.map(([name]) => name)}::text[], c.counts) AS t(value, orders))`
}

const only = (value: string): Choice => ({ any: [value], none: [] })

const isAsked = (choice: Choice | undefined): boolean => choice !== undefined && choice.any.length > 0

/** What most facets are counted over, and what those of the queue are. Of cycles, and of what is not in the queue, no count tells. */
function sourcesOf({ needs, attention, split }: OrderSelection): { readonly combined: Source; readonly queue: Source } {
  if (split !== undefined && !isFacetedSplit(split)) return { combined: ORDERS, queue: ORDERS }
  if (isAsked(needs) || isAsked(attention)) return { combined: QUEUED, queue: QUEUED }
  return { combined: needs || attention ? EVERYONE : COUNTS, queue: QUEUED }
}

function partsOf(filter: OrderSelection, { now, onCycles }: { readonly now: number; readonly onCycles: readonly string[] }): Part[] {
  const { combined, queue } = sourcesOf(filter)
  const within = (source: Source): Within => (source === ORDERS ? (sections) => inSections(sections, now) : isQueuedIn)
  /** The filter's own choices but for some facets' own; what no facet chooses holds of the counts already. */
  const choices = (source: Source, own: OrderSelection): Prisma.Sql[] => [
    ...facetConditions(own, source.deleted),
    ...queueConditions(own, within(source)),
    ...(isFacetedSplit(own.split) ? [] : chosen(own.split, hasSplit(onCycles))),
    ...(source === ORDERS ? plainConditions(own, now) : []),
  ]
  const without = (source: Source, ...names: (keyof OrderSelection)[]): Prisma.Sql =>
    allOf(choices(source, { ...filter, ...Object.fromEntries(names.map((name) => [name, undefined])) }))
  const byValue = (facet: keyof FacetsJson & keyof OrderSelection, value: Prisma.Sql, lateral = Prisma.empty): Part =>
    Prisma.sql`(SELECT ${facet} AS facet, ${value} AS value, ${combined.count}::int AS orders FROM ${combined.from} ${lateral}
      WHERE ${without(combined, facet)} AND ${value} IS NOT NULL GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT ${MOST_VALUES})`
  const queues = (own: Pick<OrderSelection, "needs" | "attention">): Prisma.Sql =>
    allOf(queueConditions({ needs: filter.needs, attention: filter.attention, ...own }, within(queue)))
  const courts = COURTS.filter((court) => court !== "none").map((court) => [court, queues({ needs: only(court) })] as const)
  const sections = SECTIONS.map((section) => [section, queues({ attention: only(section) })] as const)
  const queued = allOf([ANY_ATTENTION, without(queue, "needs", "attention")])
  const splits = SPLIT_KINDS.filter((kind) => kind !== "cycle").map((kind) => [kind, hasSplit(onCycles)([kind])] as const)
  /** What a filter leaves out by default, where it does: as many as would be listed, were they alone asked for. */
  const leftOut = (["placeholder", "deleted"] as const).flatMap((name) => {
    if (filter[name] || isNamedExactly(filter)) return []
    const where = allOf(choices(combined, { ...filter, [name]: "only" }))
    return [
      Prisma.sql`(SELECT 'left_out' AS facet, ${name} AS value, coalesce(${combined.count}, 0)::int AS orders FROM ${combined.from} WHERE ${where})`,
    ]
  })
  return [
    byValue("status", toldValue(Prisma.sql`o.status_value`)),
    byValue("exception_code", Prisma.sql`t.code`, Prisma.sql`CROSS JOIN LATERAL unnest(o.exception_codes) AS t(code)`),
    byValue("messaging", toldValue(Prisma.sql`o.messaging_status`)),
    byValue("court", Prisma.sql`o.court`),
    byCondition("needs", courts, queue, queued),
    byCondition("attention", sections, queue, queued),
    byCondition("split", splits, combined, without(combined, "split")),
    byCondition("split", [["cycle", Prisma.sql`true`]], ORDERS, allOf([hasSplit(onCycles)(["cycle"]), without(ORDERS, "split")])),
    ...leftOut,
  ]
}

/** By which orders the counts are made: by those that are left, or by what is left out where that is less, as it is of what happened long ago. */
async function countedBy(filter: OrderSelection, now: number): Promise<Counted> {
  const plain = plainConditions(filter, now)
  if (plain.length === 0) return { of: "all" }
  const [where, leftOut] = [allOf(plain), leftOutBy(filter, now)]
  const from = ORDERS.from
  const isLess = leftOut !== null && (await expectedRows({ from, where: leftOut })) < (await expectedRows({ from, where }))
  return isLess ? { of: "others", where: leftOut } : { of: "met", where }
}

type Row = { readonly facet: keyof FacetsJson; readonly value: string; readonly orders: number }

const rounds = inRounds<FacetsJson>()

/** One statement after the other: a page must not take all of the screens' connections for itself. */
async function countFacets(filter: OrderSelection, now: number): Promise<FacetsJson> {
  const onCycles = await listOnCycles()
  const counted = await countedBy(filter, now)
  const rows = await readDb().$queryRaw<Row[]>`
    WITH ${withCounts(now, counted)} ${Prisma.join(partsOf(filter, { now, onCycles }), " UNION ALL ")}`
  const of = (facet: keyof FacetsJson): Record<string, number> =>
    Object.fromEntries(rows.filter((row) => row.facet === facet).map(({ value, orders }) => [value, orders]))
  const names = ["status", "exception_code", "messaging", "court", "needs", "attention", "split"] as const
  const facets = Object.fromEntries(names.map((name) => [name, of(name)])) as Record<(typeof names)[number], Record<string, number>>
  return { ...facets, left_out: { placeholder: 0, deleted: 0, ...of("left_out") } }
}

/** For each value of each facet how many orders the list would hold with it in the place of that facet's own choice. */
export async function getFacets(viewer: Viewer, selection: OrderSelection): Promise<FacetsJson> {
  authorize(viewer, "read")
  return await rounds(JSON.stringify(selection), () => countFacets(selection, Date.now()))
}
