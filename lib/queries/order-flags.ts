import type { OrderFlag } from "#lib/contract.ts"
import { Prisma } from "#lib/db/sql.ts"
import type { Choice } from "#lib/porting/filter-value.ts"
import { IS_LATE } from "./event-conditions.ts"
import { HAS_REUSED_ID } from "./reused-event-ids.ts"

/** The events `e` that a flag is about. */
const EVENTS_OF: Readonly<Record<OrderFlag, Prisma.Sql>> = { id_reused: HAS_REUSED_ID, late: IS_LATE, future: Prisma.sql`e.future` }

/** Whether an order `o` has an event of any of some flags. The events are found first: they are few beside the orders. */
function isFlagged(flags: readonly string[]): Prisma.Sql {
  const ids = flags.map((flag) => {
    const condition = EVENTS_OF[flag as OrderFlag]
    if (!condition) throw new Error(`The flag ${flag} is none.`)
    return Prisma.sql`SELECT unnest(e.order_ids) AS id FROM events e WHERE ${condition}`
  })
  return Prisma.sql`EXISTS (SELECT 1 FROM (${Prisma.join(ids, " UNION ALL ")}) AS flagged WHERE flagged.id = o.id)`
}

/** Any of the flags, and none of the others. */
export function flagConditions({ flag }: { readonly flag?: Choice | undefined }): Prisma.Sql[] {
  const { any = [], none = [] } = flag ?? {}
  return [...(any.length > 0 ? [isFlagged(any)] : []), ...(none.length > 0 ? [Prisma.sql`NOT ${isFlagged(none)}`] : [])]
}
