import { Prisma } from "#lib/db/sql.ts"
import { isUuid } from "#lib/porting/uuid.ts"
import type { OrderSelection } from "./order-filter.ts"

const UUID_SHAPE = "00000000-0000-0000-0000-000000000000"

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

const MOST_PARTS = 4

/**
 * A pattern that whatever holds a text fits, for the index over references: each trigram costs one pass over all that have it, and few
 * tell as much as many. Of ASCII only, whose letters are folded alike wherever they stand. Null for a text that is short itself.
 */
function loosePattern(text: string): string | null {
  const parts = text.match(/[0-9a-z]{3}/gi) ?? []
  if (parts.length <= MOST_PARTS) return null
  const chosen = Array.from({ length: MOST_PARTS }, (_, index) => parts[Math.floor((index * parts.length) / MOST_PARTS)])
  return `%${chosen.join("%")}%`
}

/** Any part of the reference, or the beginning of a key or UUID. What most are found by comes first: it is asked of each. */
export function withText(q: string): Prisma.Sql {
  const range = uuidRange(q)
  const byId = range ? Prisma.sql`OR o.id BETWEEN ${range.low}::uuid AND ${range.high}::uuid` : Prisma.empty
  const [loose, whole] = [loosePattern(q), `%${literal(q)}%`]
  // The index is asked for the parts alone: no index serves what stands within a CASE.
  const byReference = loose
    ? Prisma.sql`(o.customer_reference ILIKE ${loose} AND CASE WHEN o.customer_reference ILIKE ${whole} THEN true END)`
    : Prisma.sql`o.customer_reference ILIKE ${whole}`
  return Prisma.sql`(${byReference} OR ${FOLDED_KEY} LIKE lower(${literal(q)}) || '%' ${byId})`
}

/** One of some support keys, in any letter case. */
export function withKey(keys: readonly string[]): Prisma.Sql {
  return Prisma.sql`(${FOLDED_KEY} = ANY(SELECT left(lower(k), 200) FROM unnest(${[...keys]}::text[]) AS t(k))
    AND lower(o.support_key) = ANY(SELECT lower(k) FROM unnest(${[...keys]}::text[]) AS t(k)))`
}

/** One of some customer references, in any letter case; ILIKE, because the index over their trigrams serves it. */
export function withReference(references: readonly string[]): Prisma.Sql {
  const wholes = references.map(literal)
  const loose = references.map(loosePattern)
  const fits = Prisma.sql`o.customer_reference ILIKE ANY(${wholes}::text[])`
  if (loose.every((pattern) => pattern === null)) return fits
  const patterns = loose.map((pattern, index) => pattern ?? wholes[index])
  return Prisma.sql`(o.customer_reference ILIKE ANY(${patterns}::text[]) AND CASE WHEN ${fits} THEN true END)`
}

/** Support keys, UUIDs or references; as a union, so that each way goes by its own index. */
export function withAnyKey(names: readonly string[]): Prisma.Sql {
  return Prisma.sql`o.id IN (
    SELECT o.id FROM orders o WHERE ${withKey(names)} UNION
    SELECT o.id FROM orders o WHERE ${withReference(names)} UNION
    SELECT o.id FROM orders o WHERE o.id = ANY(${names.filter(isUuid)}::uuid[]))`
}

/** Whether a filter names orders so exactly that deleted drafts and placeholders are meant too. */
export function isNamedExactly({ q, support_key, any_key }: OrderSelection): boolean {
  return support_key !== undefined || any_key !== undefined || (q !== undefined && isUuid(q))
}
