import { createHash } from "node:crypto"
import { z } from "zod"
import { indexedPart } from "#lib/db/order-row.ts"
import { Prisma } from "#lib/db/sql.ts"
import { COURTS } from "#lib/porting/court.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import { NEEDING_SECTIONS, SECTIONS, type Section } from "#lib/porting/sections.ts"
import { inSections } from "./in-sections.ts"
import { cursorParam, includeParam, limitParam, listParam, textParam } from "./read-query.ts"

const MIN_SEARCH = 3
const ORDER_SORTS = [
  "-last_event_at",
  "last_event_at",
  "status_since",
  "-status_since",
  "support_key",
  "customer_reference",
  "due_at",
] as const
export type OrderSort = (typeof ORDER_SORTS)[number]

const NEEDING: readonly string[] = COURTS.filter((court) => court !== "none")

const shownParam = z.enum(["true", "only"], { error: '"true" (include) or "only" is allowed.' }).optional()

/** The filter, sort and page of the order list. Page, route, count and OpenAPI share it. */
export const orderFilterSchema = z.object({
  q: textParam(200)
    .refine((text) => [...text].length >= MIN_SEARCH, `at least ${MIN_SEARCH} characters are allowed.`)
    .optional()
    .meta({
      description:
        "Support key or UUID or the beginning of either, or any part of the customer reference. Case-insensitive; % _ \\ , mean themselves.",
    }),
  support_key: listParam().optional().meta({ description: "Exact, case-insensitive, up to 200, comma-separated." }),
  status: listParam().optional().meta({ description: "Any of these status values, comma-separated. An open set." }),
  exception_code: listParam().optional().meta({ description: "Any of these codes in the present details, comma-separated. An open set." }),
  messaging: listParam().optional().meta({ description: "Any of these messaging states, comma-separated. An open set." }),
  court: listParam()
    .refine((courts) => courts.every((court) => (COURTS as readonly string[]).includes(court)), `any of ${COURTS.join(", ")} is allowed.`)
    .optional()
    .meta({ description: "Any of you, decide, customer, carrier, telnyx, none." }),
  needs: listParam()
    .refine((courts) => courts.every((court) => NEEDING.includes(court)), `any of ${NEEDING.join(", ")} is allowed.`)
    .optional()
    .meta({ description: "In whose queue the order stands; by itself it means every section but `watch`." }),
  attention: listParam()
    .refine(
      (sections) => sections.every((one) => (SECTIONS as readonly string[]).includes(one)),
      `any of ${SECTIONS.join(", ")} is allowed.`,
    )
    .optional()
    .meta({ description: "In which section of the queue: overdue, due within 24 h, later, watch." }),
  deleted: shownParam.meta({ description: "Deleted drafts: left out by default." }),
  placeholder: shownParam.meta({ description: "Orders that only splits have named: left out by default." }),
  updated_since: z
    .string()
    .refine((text) => parseInstant(text) !== null, "an RFC 3339 time with Z or an offset is allowed.")
    .optional()
    .meta({ description: "Inclusive, by updated_at." }),
  sort: z.enum(ORDER_SORTS, { error: `one of ${ORDER_SORTS.join(", ")} is allowed.` }).default("-last_event_at"),
  count: z.enum(["exact"], { error: '"exact" is allowed.' }).optional().meta({ description: "Count beyond 10,000." }),
  include: includeParam,
  limit: limitParam,
  cursor: cursorParam.optional(),
})

export type OrderFilter = z.output<typeof orderFilterSchema>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const UUID_SHAPE = "00000000-0000-0000-0000-000000000000"

export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** The least and greatest UUID that begin with a text, or null where none can. */
function uuidRange(prefix: string): { low: string; high: string } | null {
  const fits = [...prefix].every((char, index) =>
    UUID_SHAPE[index] === "-" ? char === "-" : UUID_SHAPE[index] === "0" && /[0-9a-f]/i.test(char),
  )
  if (!fits) return null
  const rest = UUID_SHAPE.slice(prefix.length)
  return { low: prefix + rest, high: prefix + rest.replaceAll("0", "f") }
}

/** A text as LIKE reads it literally. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, (char) => `\\${char}`)
}

const FOLDED_KEY = Prisma.sql`left(lower(o.support_key), 200) COLLATE "C"`

function searchCondition(q: string): Prisma.Sql {
  const range = uuidRange(q)
  const byId = range ? Prisma.sql`OR o.id BETWEEN ${range.low}::uuid AND ${range.high}::uuid` : Prisma.empty
  return Prisma.sql`(${FOLDED_KEY} LIKE lower(${literal(q)}) || '%' OR o.customer_reference ILIKE ${`%${literal(q)}%`} ${byId})`
}

function anyOf(column: Prisma.Sql, values: readonly string[]): Prisma.Sql {
  return Prisma.sql`${column} = ANY(${[...values]}::text[])`
}

function anyKey(keys: readonly string[]): Prisma.Sql {
  return Prisma.sql`(${FOLDED_KEY} = ANY(SELECT left(lower(k), 200) FROM unnest(${[...keys]}::text[]) AS t(k))
    AND lower(o.support_key) = ANY(SELECT lower(k) FROM unnest(${[...keys]}::text[]) AS t(k)))`
}

/** Whether the filter names orders so exactly that deleted drafts and placeholders are meant too. */
function isNamed({ q, support_key }: OrderFilter): boolean {
  return support_key !== undefined || (q !== undefined && isUuid(q))
}

function visibility(shown: "true" | "only" | undefined, is: Prisma.Sql, named: boolean): Prisma.Sql[] {
  if (shown === "only") return [is]
  return shown === "true" || named ? [] : [Prisma.sql`NOT (${is})`]
}

/** The WHERE of a filter over `orders o`, without its cursor. */
export function orderConditions(filter: OrderFilter): Prisma.Sql {
  const named = isNamed(filter)
  const conditions: Prisma.Sql[] = [
    ...visibility(filter.deleted, Prisma.sql`o.deleted_at IS NOT NULL`, named),
    ...visibility(filter.placeholder, Prisma.sql`o.placeholder`, named),
    ...(filter.q ? [searchCondition(filter.q)] : []),
    ...(filter.support_key ? [anyKey(filter.support_key)] : []),
    ...(filter.status ? [anyOf(Prisma.sql`o.status_value`, filter.status)] : []),
    ...(filter.exception_code ? [Prisma.sql`o.exception_codes && ${filter.exception_code.map(indexedPart)}::text[]`] : []),
    ...(filter.messaging ? [anyOf(Prisma.sql`o.messaging_status`, filter.messaging)] : []),
    ...(filter.court ? [Prisma.sql`o.court = ANY(${filter.court}::text[])`] : []),
    ...(filter.needs ? [Prisma.sql`o.attention_court = ANY(${filter.needs}::text[])`] : []),
    ...(filter.attention || filter.needs ? [inSections((filter.attention as Section[] | undefined) ?? NEEDING_SECTIONS, Date.now())] : []),
    ...(filter.updated_since ? [Prisma.sql`o.updated_at >= ${parseInstant(filter.updated_since)?.text ?? ""}::timestamptz`] : []),
  ]
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " AND ")
}

/** A short name of the question a cursor belongs to: everything but page size, place and count. */
export function orderQuestion({ cursor: _cursor, limit: _limit, count: _count, include: _include, ...question }: OrderFilter): string {
  return createHash("sha256").update(JSON.stringify(question)).digest("base64url").slice(0, 16)
}
