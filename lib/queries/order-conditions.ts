import { indexedPart } from "#lib/db/order-row.ts"
import { Prisma } from "#lib/db/sql.ts"
import type { Choice } from "#lib/porting/filter-value.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import { NEEDING_SECTIONS, type Section } from "#lib/porting/sections.ts"
import type { Span } from "./choice-param.ts"
import { inSections } from "./in-sections.ts"
import { hasFlag, hasSplit } from "./order-facts.ts"
import { isUuid, type OrderSelection } from "./order-filter.ts"
import { isNamedExactly, withAnyKey, withKey, withReference, withText } from "./order-names.ts"

/** What of some values an order has. */
type Having = (values: readonly string[]) => Prisma.Sql

/** Any of the values, and none of the others. An order without a value has none of any. */
function chosen(choice: Choice | undefined, having: Having): Prisma.Sql[] {
  const { any = [], none = [] } = choice ?? {}
  return [...(any.length > 0 ? [having(any)] : []), ...(none.length > 0 ? [Prisma.sql`(${having(none)}) IS NOT TRUE`] : [])]
}

const oneOf =
  (column: Prisma.Sql): Having =>
  (values) =>
    Prisma.sql`${column} = ANY(${[...values]}::text[])`

const anyCode: Having = (codes) => Prisma.sql`o.exception_codes && ${codes.map(indexedPart)}::text[]`

/** Whose queue an order stands in, and in which section of it: without a section named, in all where somebody is needed. */
export function queueConditions({ needs, attention }: Pick<OrderSelection, "needs" | "attention">, now: number): Prisma.Sql[] {
  const within = (sections: readonly string[]): Prisma.Sql => inSections(sections as readonly Section[], now)
  const needing = (courts: readonly string[], sections: readonly string[]): Prisma.Sql =>
    Prisma.sql`(o.attention_court = ANY(${[...courts]}::text[]) AND ${within(sections)})`
  const sections = attention && attention.any.length > 0 ? attention.any : NEEDING_SECTIONS
  const queues = chosen(needs, (courts) => needing(courts, sections))
  return [...queues, ...chosen(attention, within)]
}

function spanned(span: Span | undefined, within: (moment: Prisma.Sql) => Prisma.Sql, now: number): Prisma.Sql[] {
  if (!span) return []
  const condition = within(Prisma.sql`${new Date(now - span.millis).toISOString()}::timestamptz`)
  return [span.not ? Prisma.sql`(${condition}) IS NOT TRUE` : condition]
}

function visibility(shown: "true" | "only" | undefined, is: Prisma.Sql, named: boolean): Prisma.Sql[] {
  if (shown === "only") return [is]
  return shown === "true" || named ? [] : [Prisma.sql`NOT (${is})`]
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

/** The WHERE of a filter over `orders o`, without its cursor. */
export function orderConditions(filter: OrderSelection, now = Date.now()): Prisma.Sql {
  const named = isNamedExactly(filter)
  const conditions: Prisma.Sql[] = [
    ...visibility(filter.deleted, Prisma.sql`o.deleted_at IS NOT NULL`, named),
    ...visibility(filter.placeholder, Prisma.sql`o.placeholder`, named),
    ...namedConditions(filter),
    ...chosen(filter.status, oneOf(Prisma.sql`o.status_value`)),
    ...chosen(filter.exception_code, anyCode),
    ...chosen(filter.messaging, oneOf(Prisma.sql`o.messaging_status`)),
    ...chosen(filter.court, oneOf(Prisma.sql`o.court`)),
    ...queueConditions(filter, now),
    ...chosen(filter.split, hasSplit),
    ...chosen(filter.flag, hasFlag),
    ...spanned(filter.status_age, (moment) => Prisma.sql`o.status_since <= ${moment}`, now),
    ...spanned(filter.last_event, (moment) => Prisma.sql`o.last_event_at >= ${moment}`, now),
    ...(filter.updated_since ? [Prisma.sql`o.updated_at >= ${parseInstant(filter.updated_since)?.text ?? ""}::timestamptz`] : []),
  ]
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ")
}
