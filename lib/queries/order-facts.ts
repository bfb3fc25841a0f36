import type { OrderFlag, SplitKind } from "#lib/contract.ts"
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

/** As the timeline's mark has it: an hour after it occurred. What says to be of the future is not late. */
const LATE_AFTER = Prisma.sql`interval '1 hour'`

const withEvent = (condition: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`o.id IN (SELECT eo.order_id FROM event_orders eo JOIN events e ON e.key = eo.event_key WHERE ${condition})`

const FLAGS: Readonly<Record<OrderFlag, Prisma.Sql>> = {
  id_reused: withEvent(Prisma.sql`EXISTS (SELECT 1 FROM events twin WHERE twin.event_id_hash = e.event_id_hash AND twin.key <> e.key)`),
  late: withEvent(Prisma.sql`e.received_at > e.occurred_at + ${LATE_AFTER}`),
  future: withEvent(Prisma.sql`e.future`),
}

const anyFact =
  (facts: Readonly<Record<string, Prisma.Sql>>) =>
  (names: readonly string[]): Prisma.Sql =>
    Prisma.sql`(${Prisma.join(
      names.map((name) => facts[name] ?? Prisma.sql`false`),
      " OR ",
    )})`

export const hasSplit = anyFact(SPLITS)
export const hasFlag = anyFact(FLAGS)
