import { Prisma } from "#lib/db/sql.ts"
import { SECTION_BOUNDS, type Section, type SectionBounds } from "#lib/porting/sections.ts"

/** A section's bounds, as lib/porting has them, over `orders o` at a moment (milliseconds since 1970). */
function within({ needs, after, until, undated, watching }: SectionBounds, now: number): Prisma.Sql {
  const at = (offset: number): Prisma.Sql => Prisma.sql`${new Date(now + offset).toISOString()}::timestamptz`
  const dated = [
    Prisma.sql`o.due_at IS NOT NULL`,
    ...(after === null ? [] : [Prisma.sql`o.due_at > ${at(after)}`]),
    ...(until === null ? [] : [Prisma.sql`o.due_at <= ${at(until)}`]),
  ]
  const conditions = [
    Prisma.sql`o.attention_court <> 'none'`,
    ...(needs === null ? [] : [Prisma.sql`o.attention_needs = ${needs}`]),
    ...(watching ? [Prisma.sql`o.watch_from <= ${at(0)}`] : []),
    undated ? Prisma.sql`(o.due_at IS NULL OR (${Prisma.join(dated, " AND ")}))` : Prisma.join(dated, " AND "),
  ]
  return Prisma.sql`(${Prisma.join(conditions, " AND ")})`
}

/** Whether an order stands in any of these sections of the queue at a moment. */
export function inSections(sections: readonly Section[], now: number): Prisma.Sql {
  return Prisma.sql`(${Prisma.join(
    sections.map((section) => within(SECTION_BOUNDS[section], now)),
    " OR ",
  )})`
}
