import type { SplitKind } from "#lib/contract.ts"
import { Prisma } from "#lib/db/sql.ts"
import type { Having } from "./chosen.ts"

/** Facts of an order, over `orders o`. */

/** Whether numbers moved in any of these ways. `onCycles`: the orders that they left and came back to, which no row tells by itself. */
export const hasSplit = (onCycles: readonly string[]): Having => {
  const splits: Readonly<Record<SplitKind, Prisma.Sql>> = {
    any: Prisma.sql`(o.split_in OR o.split_out)`,
    in: Prisma.sql`o.split_in`,
    out: Prisma.sql`o.split_out`,
    cycle: Prisma.sql`o.id = ANY(${[...onCycles]}::uuid[])`,
  }
  return (names) =>
    Prisma.sql`(${Prisma.join(
      names.map((name) => splits[name as SplitKind] ?? Prisma.sql`false`),
      " OR ",
    )})`
}
