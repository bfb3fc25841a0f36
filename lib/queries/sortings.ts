import { microsOf, microText, Prisma } from "#lib/db/sql.ts"
import type { OrderSort } from "./order-filter.ts"

/** How a list is sorted: by a column, nulls last, ties by id. */
export type Sorting = {
  readonly column: Prisma.Sql
  readonly type: Prisma.Sql
  readonly text: Prisma.Sql
  readonly descending: boolean
  /** Where its index has nulls when it is read in this direction. Rows without a value are read apart. */
  readonly nulls: "FIRST" | "LAST"
  /** What holds of every listed row with a value: an index may be over those only, or be read from there. */
  readonly implied: Prisma.Sql | null
  /** Whether a cursor's text can be a value of this column. */
  readonly fits: (value: string) => boolean
}

const byTime = (name: Prisma.Sql, descending: boolean, nulls: Sorting["nulls"], implied: Prisma.Sql | null = null): Sorting => ({
  column: name,
  type: Prisma.sql`timestamptz`,
  text: microText(name),
  descending,
  nulls,
  implied,
  fits: (value) => microsOf(value) === value,
})
/**
 * Text sorts by code point, whatever the database's own collation, and by its first 200 characters: a cursor holds
 * the value it stopped at, and a sender's text may be of any length.
 */
const byText = (name: Prisma.Sql): Sorting => {
  const column = Prisma.sql`left(${name}, 200) COLLATE "C"`
  const fits = (value: string): boolean => !value.includes("\u0000")
  return { column, type: Prisma.sql`text`, text: column, descending: false, nulls: "LAST", implied: null, fits }
}

export const SORTINGS: Readonly<Record<OrderSort, Sorting>> = {
  "-last_event_at": byTime(Prisma.sql`o.last_event_at`, true, "LAST"),
  last_event_at: byTime(Prisma.sql`o.last_event_at`, false, "FIRST"),
  "-status_since": byTime(Prisma.sql`o.status_since`, true, "FIRST"),
  status_since: byTime(Prisma.sql`o.status_since`, false, "LAST"),
  support_key: byText(Prisma.sql`o.support_key`),
  customer_reference: byText(Prisma.sql`o.customer_reference`),
  due_at: byTime(Prisma.sql`o.due_at`, false, "LAST", Prisma.sql`o.attention_court <> 'none'`),
}
