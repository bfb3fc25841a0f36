import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { remembered } from "./remembered.ts"

/** Hashes of event ids, in hex, as they were at a moment by the database's clock (RFC 3339); null where there are very many. */
export type Reused = { readonly hashes: readonly string[]; readonly at: string } | null

/** Of more of them a statement's parameter would be long. */
const MOST = 10_000

const ALL = Prisma.sql`SELECT event_id_hash FROM events WHERE event_id_hash IS NOT NULL GROUP BY event_id_hash HAVING count(*) > 1`

/** All ids are gone over. */
async function findReused(): Promise<Reused> {
  const [row] = await readDb().$queryRaw<{ hashes: string[]; at: string }[]>`
    SELECT array(SELECT encode(event_id_hash, 'hex') FROM (${ALL}) AS ids LIMIT ${MOST + 1}) AS hashes, ${microText(Prisma.sql`now()`)} AS at`
  return row && row.hashes.length <= MOST ? row : null
}

/** The ids that more than one event has; up to two minutes old where the log is so large that finding them takes long. */
export const findReusedIds = remembered(findReused)

/** A webhook is written within this of its receipt, by whichever clock. */
const LATENESS = Prisma.sql`interval '1 minute'`

/** Whether another event has the id of an event `e`: one of the ids that were found, or of what has been received since. */
export function hasReusedId(found: Reused): Prisma.Sql {
  if (found === null) return Prisma.sql`e.event_id_hash IN (${ALL})`
  const { hashes, at } = found
  return Prisma.sql`e.event_id_hash = ANY(ARRAY(
    SELECT decode(hash, 'hex') FROM unnest(${[...hashes]}::text[]) AS t(hash)
    UNION SELECT n.event_id_hash FROM events n WHERE n.received_at > ${at}::timestamptz - ${LATENESS}))
    AND EXISTS (SELECT 1 FROM events twin WHERE twin.event_id_hash = e.event_id_hash AND twin.key <> e.key)`
}
