import type { Viewer } from "#lib/access/viewer.ts"
import type { PulseJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { NEEDING_SECTIONS } from "#lib/porting/sections.ts"
import { inSections } from "./in-sections.ts"

const COUNTED_EXACTLY = 1_000

type Row = { readonly last_webhook_at: string | null; readonly quarantined: number; readonly needs_someone: number }

/** What every screen is framed with. Asked for by every open browser at every change, so index reads that end at a bound. `now`: milliseconds since 1970. */
export async function getPulse(_viewer: Viewer, now: number): Promise<PulseJson> {
  const [row] = await readDb().$queryRaw<Row[]>`
    SELECT
      (SELECT ${microText(Prisma.sql`received_at`)} FROM events WHERE source <> 'sample' ORDER BY received_at DESC, key DESC LIMIT 1) AS last_webhook_at,
      (SELECT count(*)::int FROM (SELECT 1 FROM events WHERE state = 'quarantined' LIMIT ${COUNTED_EXACTLY}) AS t) AS quarantined,
      (SELECT count(*)::int FROM (SELECT 1 FROM orders o WHERE ${inSections(NEEDING_SECTIONS, now)} LIMIT ${COUNTED_EXACTLY}) AS t) AS needs_someone`
  return { last_webhook_at: row?.last_webhook_at ?? null, quarantined: row?.quarantined ?? 0, needs_someone: row?.needs_someone ?? 0 }
}
