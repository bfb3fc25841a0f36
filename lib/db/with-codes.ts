import type { ReadDb } from "./client.ts"
import { indexedPart } from "./order-row.ts"
import { Prisma } from "./sql.ts"

/**
 * Whether `orders o` holds any of some codes. Their combinations, of which there are few, are asked for first: those have an index,
 * where one over codes would cost each webhook an entry, and the planner knows how many orders have each.
 */
export async function withCodes(db: ReadDb, codes: readonly string[]): Promise<Prisma.Sql> {
  const rows = await db.$queryRaw<{ facet: string }[]>`
    SELECT DISTINCT facet::text FROM order_facets WHERE exception_codes && ${codes.map(indexedPart)}::text[]`
  return Prisma.sql`o.facet = ANY(${rows.map(({ facet }) => facet)}::uuid[])`
}
