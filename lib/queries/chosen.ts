import { Prisma } from "#lib/db/sql.ts"
import { type Choice, UNTOLD } from "#lib/porting/filter-value.ts"

/** What of some values an order has. */
export type Having = (values: readonly string[]) => Prisma.Sql

/** Any of the values, and none of the others. An order without a value has none of any. */
export function chosen(choice: Choice | undefined, having: Having): Prisma.Sql[] {
  const { any = [], none = [] } = choice ?? {}
  return [...(any.length > 0 ? [having(any)] : []), ...(none.length > 0 ? [Prisma.sql`(${having(none)}) IS NOT TRUE`] : [])]
}

export const oneOf =
  (column: Prisma.Sql): Having =>
  (values) =>
    Prisma.sql`${column} = ANY(${[...values]}::text[])`

/** The same of what events tell, or none of them has told. */
export const toldOneOf =
  (column: Prisma.Sql): Having =>
  (values) =>
    values.includes(UNTOLD) ? Prisma.sql`(${oneOf(column)(values)} OR ${column} IS NULL)` : oneOf(column)(values)

/** What is told as one of those values. */
export const toldValue = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`coalesce(${column}, ${UNTOLD})`
