import { penDb } from "#lib/db/client.ts"
import { keysPrint } from "#lib/db/refusals.ts"
import { Prisma } from "#lib/db/sql.ts"

/** One body for the pen, with all deliveries of equal bytes that wait. Times in milliseconds since 1970. */
export type PennedBody = {
  readonly hash: Buffer
  readonly key: string
  readonly raw: Uint8Array
  readonly reason: string
  readonly headers: Readonly<Record<string, string>>
  readonly headersAt: number
  readonly encoded: boolean
  readonly worth: number
  readonly verifiedWith: string | null
  readonly receivedAt: number
  readonly lastAt: number
  readonly deliveries: number
}

export const MOST_PENNED = 1_000

/** What belongs to the delivery whose headers are kept: of equal bytes the first of those that are worth the most. */
const OF_HEADERS = ["key", "reason", "headers", "headers_at", "encoded", "worth", "verified_with", "keys_print"].map((name) => {
  const column = Prisma.raw(name)
  return Prisma.sql`${column} = CASE WHEN excluded.worth > p.worth THEN excluded.${column} ELSE p.${column} END`
})

/**
 * Puts bodies, each of other bytes, in the pen by one statement; whoever looks is told. The newest have its places, but
 * what is proven by a signature is pushed out last: nobody can forge their way past it. Returns how many deliveries were
 * pushed out. What another process is at just now is passed over: the next one to write pushes it out.
 */
export async function writePenned(bodies: readonly PennedBody[]): Promise<number> {
  const column = <T>(read: (body: PennedBody) => T): T[] => bodies.map(read)
  const [row] = await penDb().$queryRaw<{ pushed_out: number }[]>`
    WITH came AS (
      SELECT hash, key, raw, reason, headers, to_timestamp(came / 1000) AS headers_at, encoded, worth, verified_with,
        to_timestamp(first / 1000) AS received_at, to_timestamp(last / 1000) AS last_at, deliveries
      FROM unnest(
        ${column(({ hash }) => hash)}::bytea[], ${column(({ key }) => key)}::text[], ${column(({ raw }) => raw)}::bytea[],
        ${column(({ reason }) => reason)}::text[], ${column(({ headers }) => JSON.stringify(headers))}::text[],
        ${column(({ headersAt }) => headersAt)}::float8[], ${column(({ encoded }) => encoded)}::boolean[], ${column(({ worth }) => worth)}::int[],
        ${column(({ verifiedWith }) => verifiedWith)}::text[], ${column(({ receivedAt }) => receivedAt)}::float8[],
        ${column(({ lastAt }) => lastAt)}::float8[], ${column(({ deliveries }) => deliveries)}::int[]
      ) AS t(hash, key, raw, reason, headers, came, encoded, worth, verified_with, first, last, deliveries)
    ), kept AS (
      INSERT INTO penned AS p (hash, key, raw, reason, headers, headers_at, encoded, worth, verified_with, keys_print, received_at, last_at, deliveries)
      SELECT hash, key, raw, reason, headers, headers_at, encoded, worth, verified_with, ${keysPrint()}, received_at, last_at, deliveries FROM came ORDER BY hash
      ON CONFLICT (hash) DO UPDATE SET ${Prisma.join(OF_HEADERS)},
        received_at = least(p.received_at, excluded.received_at), last_at = greatest(p.last_at, excluded.last_at),
        deliveries = least(p.deliveries::bigint + excluded.deliveries, 2147483647)::int
      RETURNING hash
    ), beyond AS (
      SELECT hash FROM penned p WHERE NOT EXISTS (SELECT 1 FROM came c WHERE c.hash = p.hash)
      ORDER BY verified_with IS NOT NULL DESC, received_at DESC, hash DESC OFFSET greatest(0, ${MOST_PENNED} - (SELECT count(*) FROM kept))
    ), gone AS (
      DELETE FROM penned WHERE hash IN (SELECT hash FROM penned WHERE hash IN (SELECT hash FROM beyond) FOR UPDATE SKIP LOCKED)
      RETURNING deliveries
    ) SELECT coalesce(sum(deliveries), 0)::float8 AS pushed_out, pg_notify('portline', '')::text AS told FROM gone`
  return row?.pushed_out ?? 0
}
