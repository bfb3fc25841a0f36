import { readDb } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import { remembered } from "./remembered.ts"

/** Hashes of event ids, in hex; null where there are very many. */
export type Reused = readonly string[] | null

/** With more of them one is met soon, wherever one looks. */
const MOST = 10_000
/** How old what is remembered may be, and a little more. */
const AGE = Prisma.sql`interval '3 minutes'`

const ALL = Prisma.sql`SELECT event_id_hash FROM events WHERE event_id_hash IS NOT NULL GROUP BY event_id_hash HAVING count(*) > 1`

/** All ids are gone over. */
async function findReused(): Promise<Reused> {
  const rows = await readDb().$queryRaw<
    { hash: string }[]
  >`SELECT encode(event_id_hash, 'hex') AS hash FROM (${ALL}) AS ids LIMIT ${MOST + 1}`
  return rows.length > MOST ? null : rows.map(({ hash }) => hash)
}

/** The ids that more than one event has; up to two minutes old where the log is so large that finding them takes long. */
export const findReusedIds = remembered(findReused)

/** Whether an event `e` has such an id: one that was `found`, or that an event has used again since. */
export function hasReusedId(found: Reused): Prisma.Sql {
  if (found === null) return Prisma.sql`e.event_id_hash IN (${ALL})`
  return Prisma.sql`e.event_id_hash = ANY(ARRAY(
    SELECT decode(hash, 'hex') FROM unnest(${[...found]}::text[]) AS t(hash)
    UNION SELECT n.event_id_hash FROM events n WHERE n.received_at > now() - ${AGE}
      AND EXISTS (SELECT 1 FROM events twin WHERE twin.event_id_hash = n.event_id_hash AND twin.key <> n.key)))`
}
