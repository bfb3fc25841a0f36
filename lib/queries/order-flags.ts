import type { OrderFlag } from "#lib/contract.ts"
import { Prisma } from "#lib/db/sql.ts"
import type { Choice } from "#lib/porting/filter-value.ts"
import { IS_LATE } from "./event-conditions.ts"
import { hasReusedId, type Reused, reusedIds } from "./reused-event-ids.ts"

type Flagged = { readonly flag?: Choice | undefined }
/** A filter with what has to be found beforehand: the event ids that are used again, where it asks for them. */
export type Prepared<Filter> = Filter & { readonly reused?: Reused }

const isNamed = ({ any, none }: Choice): boolean => [...any, ...none].includes("id_reused")

export async function prepareFlags<Filter extends Flagged>(filter: Filter): Promise<Prepared<Filter>> {
  return filter.flag && isNamed(filter.flag) ? { ...filter, reused: await reusedIds() } : filter
}

/** The events `e` that a flag is about. */
function eventsOf(flag: string, reused: Reused | undefined): Prisma.Sql {
  const conditions: Readonly<Record<OrderFlag, Prisma.Sql | undefined>> = {
    id_reused: reused && hasReusedId(reused),
    late: IS_LATE,
    future: Prisma.sql`e.future`,
  }
  const condition = conditions[flag as OrderFlag]
  if (!condition) throw new Error(`The flag ${flag} is none, or its filter was not prepared.`)
  return condition
}

/** Whether an order `o` has an event of any of some flags. The events are found first: they are few beside the orders. */
function isFlagged(flags: readonly string[], reused: Reused | undefined): Prisma.Sql {
  const ids = flags.map((flag) => Prisma.sql`SELECT unnest(e.order_ids) AS id FROM events e WHERE ${eventsOf(flag, reused)}`)
  return Prisma.sql`EXISTS (SELECT 1 FROM (${Prisma.join(ids, " UNION ALL ")}) AS flagged WHERE flagged.id = o.id)`
}

/** Any of the flags, and none of the others. */
export function flagConditions({ flag, reused }: Prepared<Flagged>): Prisma.Sql[] {
  const { any = [], none = [] } = flag ?? {}
  return [...(any.length > 0 ? [isFlagged(any, reused)] : []), ...(none.length > 0 ? [Prisma.sql`NOT ${isFlagged(none, reused)}`] : [])]
}
