import { recordDeed } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { GapJson } from "#lib/contract.ts"
import { accessDb, writeDb } from "#lib/db/client.ts"
import { GAP_COLUMNS, lockGaps } from "#lib/db/gaps.ts"
import { isUuid } from "#lib/porting/uuid.ts"

/** Marks a gap as seen to: what is refused from now on begins another. One that is closed stays as it is. Null where there is none. */
export async function closeGap(viewer: Viewer, id: string): Promise<GapJson | null> {
  authorize(viewer, "handle")
  if (!isUuid(id)) return null
  const db = writeDb()
  const [, closed, rows] = await db.$transaction([
    lockGaps(db),
    db.$executeRaw`
      WITH closed AS (UPDATE gaps SET closed_at = clock_timestamp() WHERE id = ${id}::uuid AND closed_at IS NULL RETURNING 1)
      SELECT pg_notify('portline', '') FROM closed`,
    db.$queryRaw<GapJson[]>`SELECT ${GAP_COLUMNS} FROM gaps WHERE id = ${id}::uuid`,
  ])
  if (closed > 0) await recordDeed(accessDb(), viewer, { action: "gap_closed", target: id })
  return rows[0] ?? null
}
