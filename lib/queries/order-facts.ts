import type { SplitKind } from "#lib/contract.ts"
import { Prisma } from "#lib/db/sql.ts"

/** Facts of an order, over `orders o`. */

/** Whether numbers that left an order came back to it, by whatever way; UNION ends a walk that turns in circles. */
const IN_CYCLE = Prisma.sql`EXISTS (
  WITH RECURSIVE reached(id) AS (
    SELECT m.to_id FROM split_members m WHERE m.from_id = o.id
    UNION SELECT m.to_id FROM reached r JOIN split_members m ON m.from_id = r.id)
  SELECT 1 FROM reached WHERE reached.id = o.id)`

/** The walk only where numbers both came and went: nothing else can lie on a cycle. */
export const isInCycle = Prisma.sql`CASE WHEN o.split_in AND o.split_out THEN ${IN_CYCLE} ELSE false END`

const SPLITS: Readonly<Record<SplitKind, Prisma.Sql>> = {
  any: Prisma.sql`(o.split_in OR o.split_out)`,
  in: Prisma.sql`o.split_in`,
  out: Prisma.sql`o.split_out`,
  // Named outright, so that their own index is taken.
  cycle: Prisma.sql`(o.split_in AND o.split_out AND ${isInCycle})`,
}

/** Whether numbers moved in any of these ways. */
export const hasSplit = (names: readonly string[]): Prisma.Sql =>
  Prisma.sql`(${Prisma.join(
    names.map((name) => SPLITS[name as SplitKind] ?? Prisma.sql`false`),
    " OR ",
  )})`
