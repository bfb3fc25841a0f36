import { Prisma } from "#lib/db/sql.ts"

/** The one total order over `events e`, as lib/porting's `orderKey` has it. */
export const TOTAL_ORDER = ["e.occurred_at", "e.kind", "e.rank", "e.content_hash", 'e.event_id COLLATE "C"'].map((column) =>
  Prisma.raw(column),
)

export function inTotalOrder(direction: "ASC" | "DESC"): Prisma.Sql {
  return Prisma.join(TOTAL_ORDER.map((column) => Prisma.sql`${column} ${Prisma.raw(direction)}`))
}
