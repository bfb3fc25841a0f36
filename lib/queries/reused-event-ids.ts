import { readDb } from "#lib/db/client.ts"
import { remembered } from "./remembered.ts"

/** With more of them one is met soon, wherever one looks. */
const MOST = 10_000

/** Hashes of the event ids that more than one event has, in hex; null where there are very many. All ids are gone over, in the order of their index. */
async function findReused(): Promise<readonly string[] | null> {
  const rows = await readDb().$queryRaw<{ hash: string }[]>`
    SELECT DISTINCT encode(event_id_hash, 'hex') AS hash FROM (
      SELECT event_id_hash, lag(event_id_hash) OVER (ORDER BY event_id_hash) AS before FROM events WHERE event_id_hash IS NOT NULL
    ) AS ids WHERE event_id_hash = before LIMIT ${MOST + 1}`
  return rows.length > MOST ? null : rows.map(({ hash }) => hash)
}

/** What `reusedEventIds` says may be so old, where finding them takes long. */
export const REUSED_MINUTES = 3

/** The same, up to two minutes old where the log is so large that it takes long. */
export const reusedEventIds = remembered(findReused)
