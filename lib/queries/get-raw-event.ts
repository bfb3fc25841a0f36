import type { Viewer } from "#lib/access/viewer.ts"
import { readDb } from "#lib/db/client.ts"

/** The bytes of an event's first receipt, exactly; null where there is no such event. */
export async function getRawEvent(_viewer: Viewer, key: string): Promise<Uint8Array<ArrayBuffer> | null> {
  if (key.includes("\u0000")) return null
  const [row] = await readDb().$queryRaw<{ raw: Uint8Array<ArrayBuffer> }[]>`
    SELECT raw FROM events WHERE key = ${key} OR quarantine_key = ${key} LIMIT 1`
  return row?.raw ?? null
}
