import { microsOf, Prisma } from "#lib/db/sql.ts"
import { NEEDING_SECTIONS, type Section } from "#lib/porting/sections.ts"
import { isUuid } from "#lib/porting/uuid.ts"
import type { Span } from "./choice-param.ts"
import { chosen } from "./chosen.ts"
import { isFacetedSplit } from "./facet-counts.ts"
import { inSections } from "./in-sections.ts"
import { listOnCycles } from "./list-on-cycles.ts"
import { hasSplit } from "./order-facts.ts"
import type { OrderFilter, OrderSelection } from "./order-filter.ts"
import { flagConditions } from "./order-flags.ts"
import { withAnyKey, withKey, withReference, withText } from "./order-names.ts"

/** Whether an order, or what is counted of orders, stands in any of some sections of the queue. */
export type Within = (sections: readonly Section[]) => Prisma.Sql

/** Whose queue an order stands in, and in which section of it: without a section named, in all where somebody is needed. */
export function queueConditions({ needs, attention }: Pick<OrderSelection, "needs" | "attention">, inAny: Within): Prisma.Sql[] {
  const within = (sections: readonly string[]): Prisma.Sql => inAny(sections as readonly Section[])
  const needing = (courts: readonly string[], sections: readonly string[]): Prisma.Sql =>
    Prisma.sql`(o.attention_court = ANY(${[...courts]}::text[]) AND ${within(sections)})`
  const sections = attention && attention.any.length > 0 ? attention.any : NEEDING_SECTIONS
  const queues = chosen(needs, (courts) => needing(courts, sections))
  return [...queues, ...chosen(attention, within)]
}

/** Which moments of an order a span of the filter is about: those at least so long ago, or those within so long. */
const SPANS = {
  status_age: { column: Prisma.sql`o.status_since`, within: "before" },
  last_event: { column: Prisma.sql`o.last_event_at`, within: "since" },
} as const
type Spanned = keyof typeof SPANS

/** The range of the moments that a span leaves. What has no moment lies in none, and is left where a span is left out. */
function rangeOf(name: Spanned, span: Span, now: number): Prisma.Sql {
  const { column, within } = SPANS[name]
  const [is, isNot] = within === "since" ? [Prisma.sql`>=`, Prisma.sql`<`] : [Prisma.sql`<=`, Prisma.sql`>`]
  return Prisma.sql`${column} ${span.not ? isNot : is} ${new Date(now - span.millis).toISOString()}::timestamptz`
}

function spanned(name: Spanned, span: Span | undefined, now: number): Prisma.Sql[] {
  if (!span) return []
  const range = rangeOf(name, span, now)
  // Left out, as ranges of the column's index too: not as the negation, which none serves.
  return [span.not ? Prisma.sql`(${range} OR ${SPANS[name].column} IS NULL)` : range]
}

/** What a filter leaves out that says of time alone, and only once, which orders it leaves: null of any other. */
export function leftOutBy(filter: OrderSelection, now: number): Prisma.Sql | null {
  const name = (Object.keys(SPANS) as Spanned[]).find((each) => filter[each] !== undefined)
  const span = name && filter[name]
  if (!span || plainConditions(filter, now).length > 1) return null
  return allOf(spanned(name, { ...span, not: !span.not }, now))
}

/** What a filter's span says of the orders that have a value of the column by which a list is sorted: where its index begins. */
export function rangeSorted({ sort, status_age, last_event }: OrderFilter, now: number): Prisma.Sql | null {
  const name = sort.endsWith("last_event_at") ? "last_event" : sort.endsWith("status_since") ? "status_age" : null
  const span = name === "last_event" ? last_event : status_age
  return name && span ? rangeOf(name, span, now) : null
}

function namedConditions({ q, support_key, any_key, id, customer_reference }: OrderSelection): Prisma.Sql[] {
  return [
    ...(q ? [withText(q)] : []),
    ...(support_key ? [withKey(support_key)] : []),
    ...(any_key ? [withAnyKey(any_key)] : []),
    ...(id ? [Prisma.sql`o.id = ANY(${id.filter(isUuid)}::uuid[])`] : []),
    ...(customer_reference ? [withReference(customer_reference)] : []),
  ]
}

/** What of a filter is no facet of the list: it holds whichever value of a facet is looked at. */
export function plainConditions(filter: OrderSelection, now: number): Prisma.Sql[] {
  return [
    ...namedConditions(filter),
    ...flagConditions(filter),
    ...spanned("status_age", filter.status_age, now),
    ...spanned("last_event", filter.last_event, now),
    ...(filter.updated_since ? [Prisma.sql`o.updated_at >= ${microsOf(filter.updated_since)}::timestamptz`] : []),
  ]
}

/** The orders on cycles, where a filter asks for them; null of any other. */
export async function cyclesFor({ split }: OrderSelection): Promise<readonly string[] | null> {
  return split === undefined || isFacetedSplit(split) ? null : await listOnCycles()
}

/** What of a filter no combination of `facetConditions` decides. */
export function otherConditions(filter: OrderSelection, now: number, onCycles: readonly string[]): Prisma.Sql[] {
  const split = isFacetedSplit(filter.split) ? [] : chosen(filter.split, hasSplit(onCycles))
  return [...queueConditions(filter, (sections) => inSections(sections, now)), ...split, ...plainConditions(filter, now)]
}

export const allOf = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length === 0 ? Prisma.sql`true` : Prisma.join([...conditions], " AND ")
