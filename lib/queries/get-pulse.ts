import type { Viewer } from "#lib/access/viewer.ts"
import type { PulseJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"

const COUNTED_EXACTLY = 1_000

type Row = { readonly last_webhook_at: string | null; readonly quarantined: number }

/** What every screen is framed with. Asked for by every open browser at every change, so two index reads and no count of all. */
export async function getPulse(_viewer: Viewer): Promise<PulseJson> {
  const [row] = await readDb().$queryRaw<Row[]>`
    SELECT
      (SELECT ${microText(Prisma.sql`received_at`)} FROM events ORDER BY received_at DESC, key DESC LIMIT 1) AS last_webhook_at,
      (SELECT count(*)::int FROM (SELECT 1 FROM events WHERE state = 'quarantined' LIMIT ${COUNTED_EXACTLY}) AS t) AS quarantined`
  return { last_webhook_at: row?.last_webhook_at ?? null, quarantined: row?.quarantined ?? 0, needs_someone: null }
}
