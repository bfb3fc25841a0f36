import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { remembered } from "./remembered.ts"

/**
 * The ids that more than one event has, at a moment by the database's clock (RFC 3339): their hashes, in hex, null where there are
 * very many; and how many events there are of them beyond one an id.
 */
export type Reused = { readonly hashes: readonly string[] | null; readonly conflicts: number; readonly at: string }

/** Of more of them a statement's parameter would be long. */
const MOST = 10_000

const ALL = Prisma.sql`SELECT event_id_hash, count(*) AS uses FROM events WHERE event_id_hash IS NOT NULL GROUP BY event_id_hash HAVING count(*) > 1`

/** All ids are gone over. */
export async function findReusedIds(): Promise<Reused> {
  const [row] = await readDb().$queryRaw<(Reused & { readonly hashes: string[] })[]>`
    WITH reused AS MATERIALIZED (${ALL})
    SELECT array(SELECT encode(event_id_hash, 'hex') FROM reused LIMIT ${MOST + 1}) AS hashes,
      (SELECT coalesce(sum(uses - 1), 0)::float8 FROM reused) AS conflicts, ${microText(Prisma.sql`now()`)} AS at`
  if (!row) throw new Error("A statement of aggregates gave no row.")
  return row.hashes.length > MOST ? { ...row, hashes: null } : row
}

/** The same, up to two minutes old where the log is so large that it takes long. */
export const reusedIds = remembered(findReusedIds)

/** A webhook is written within this of its receipt, by whichever clock. */
const LATENESS = Prisma.sql`interval '1 minute'`

/** Whether another event has the id of an event `e`: one of the ids that were found, or of what has been received since. */
export function hasReusedId({ hashes, at }: Reused): Prisma.Sql {
  if (hashes === null) return Prisma.sql`e.event_id_hash IN (SELECT event_id_hash FROM (${ALL}) AS reused)`
  return Prisma.sql`e.event_id_hash = ANY(ARRAY(
    SELECT decode(hash, 'hex') FROM unnest(${[...hashes]}::text[]) AS t(hash)
    UNION SELECT n.event_id_hash FROM events n WHERE n.received_at > ${at}::timestamptz - ${LATENESS}))
    AND EXISTS (SELECT 1 FROM events twin WHERE twin.event_id_hash = e.event_id_hash AND twin.key <> e.key)`
}
