import { Prisma } from "./sql.ts"

const COLUMNS = ["occurred_at", "kind", "rank", "content_hash", 'event_id COLLATE "C"']

/** What settles an event's place among all, as lib/porting's `placeInOrder` has it: to be compared as a row. `events`: its table's name in the statement. */
export function totalOrder(events = "e"): Prisma.Sql {
  return Prisma.raw(COLUMNS.map((column) => `${events}.${column}`).join(", "))
}

/** The same to sort by. */
export function inTotalOrder(direction: "ASC" | "DESC", events = "e"): Prisma.Sql {
  return Prisma.raw(COLUMNS.map((column) => `${events}.${column} ${direction}`).join(", "))
}
