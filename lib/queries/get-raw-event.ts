import { recordDeedOnce } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import { accessDb, readDb } from "#lib/db/client.ts"

/**
 * The bytes of an event's first receipt, exactly, and a line of the audit that they were read; null where there is no such
 * event, "deleted" where they are no longer kept.
 */
export async function getRawEvent(viewer: Viewer, key: string): Promise<Uint8Array<ArrayBuffer> | "deleted" | null> {
  authorize(viewer, "read")
  if (key.includes("\u0000")) return null
  const [row] = await readDb().$queryRaw<{ raw: Uint8Array<ArrayBuffer>; is_pruned: boolean }[]>`
    SELECT raw, pruned_at IS NOT NULL AS is_pruned FROM events WHERE key = ${key} OR quarantine_key = ${key} LIMIT 1`
  if (!row) return null
  if (row.is_pruned) return "deleted"
  await recordDeedOnce(accessDb(), viewer, { action: "raw_read", target: key })
  return row.raw
}
