import { readDb } from "#lib/db/client.ts"
import type { Prisma } from "#lib/db/sql.ts"

/** How many rows PostgreSQL expects a condition to leave. */
export async function expectedRows({ from, where }: { readonly from: Prisma.Sql; readonly where: Prisma.Sql }): Promise<number> {
  type Explained = { readonly "QUERY PLAN": readonly [{ readonly Plan: { readonly "Plan Rows": number } }] }
  const [row] = await readDb().$queryRaw<Explained[]>`EXPLAIN (FORMAT JSON) SELECT 1 FROM ${from} WHERE ${where}`
  return row?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0
}
