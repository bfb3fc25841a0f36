import type { ReadDb } from "./client.ts"
import { keptPart } from "./order-row.ts"
import { Prisma } from "./sql.ts"

/** Combinations that orders have, or had a moment ago: those rows `o` of their counts for which a condition holds; `most` at most. */
export async function facetsWhere(db: ReadDb, condition: Prisma.Sql, most: number | null = null): Promise<string[]> {
  const rows = await db.$queryRaw<{ facet: string }[]>`
    SELECT DISTINCT o.facet::text FROM order_facets o WHERE ${condition} LIMIT ${most}::bigint`
  return rows.map(({ facet }) => facet)
}

/** Whether `orders o` has one of some combinations. */
export const inFacets = (facets: readonly string[]): Prisma.Sql => Prisma.sql`o.facet = ANY(${[...facets]}::uuid[])`

/** Whether a combination `o` that orders have holds any of some codes. */
export const holdsCode = (codes: readonly string[]): Prisma.Sql => Prisma.sql`o.exception_codes && ${codes.map(keptPart)}::text[]`

/**
 * Whether `orders o` holds any of some codes, by the combinations that there are when it is asked: those have an index, where one
 * over codes would cost each webhook an entry, and the planner knows how many orders have each combination.
 */
export async function withCodes(db: ReadDb, codes: readonly string[]): Promise<Prisma.Sql> {
  return inFacets(await facetsWhere(db, holdsCode(codes)))
}
