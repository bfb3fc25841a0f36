import { Prisma } from "#lib/db/sql.ts"
import { SECTION_BOUNDS, SECTIONS, type Section, type SectionBounds } from "#lib/porting/sections.ts"

type Ways = { readonly clock: Prisma.Sql; readonly others: readonly Prisma.Sql[] }

/** A section's bounds, as lib/porting has them, over `orders o` at a moment (milliseconds since 1970). */
function boundsOf({ needs, after, until, watching }: SectionBounds, now: number): Ways {
  const at = (offset: number): Prisma.Sql => Prisma.sql`${new Date(now + offset).toISOString()}::timestamptz`
  const clock = [
    Prisma.sql`o.due_at IS NOT NULL`,
    ...(after === null ? [] : [Prisma.sql`o.due_at > ${at(after)}`]),
    ...(until === null ? [] : [Prisma.sql`o.due_at <= ${at(until)}`]),
  ]
  const others = [
    Prisma.sql`o.attention_court <> 'none'`,
    ...(needs === null ? [] : [Prisma.sql`o.attention_needs = ${needs}`]),
    ...(watching ? [Prisma.sql`o.watch_from <= ${at(0)}`] : []),
  ]
  return { clock: Prisma.join(clock, " AND "), others }
}

function within(bounds: SectionBounds, now: number): Prisma.Sql {
  const { clock, others } = boundsOf(bounds, now)
  return Prisma.sql`(${Prisma.join([...others, bounds.undated ? Prisma.sql`(o.due_at IS NULL OR (${clock}))` : clock], " AND ")})`
}

/** Whether an order with a clock, or one without, stands in a section: each part of it goes by the index of the clocks. */
export function inSectionPart(section: Section, part: "dated" | "undated", now: number): Prisma.Sql {
  const { clock, others } = boundsOf(SECTION_BOUNDS[section], now)
  return Prisma.join([...others, part === "dated" ? clock : Prisma.sql`o.due_at IS NULL`], " AND ")
}

/** The section in which an order stands at a moment; null where it moves by itself, or can need nobody. */
export function sectionAt(now: number): Prisma.Sql {
  const cases = SECTIONS.map((section) => Prisma.sql`WHEN ${inSections([section], now)} THEN ${section}`)
  // Of most orders one comparison tells.
  return Prisma.sql`CASE WHEN o.attention_court = 'none' THEN NULL ${Prisma.join(cases, " ")} END`
}

/** Whether an order stands in any of these sections of the queue at a moment. */
export function inSections(sections: readonly Section[], now: number): Prisma.Sql {
  return Prisma.sql`(${Prisma.join(
    sections.map((section) => within(SECTION_BOUNDS[section], now)),
    " OR ",
  )})`
}
