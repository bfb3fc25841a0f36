import type { Viewer } from "#lib/access/viewer.ts"
import { readDb } from "#lib/db/client.ts"
import { loadRules, type SavedRules } from "#lib/db/load-rules.ts"

/** The exception guide and the clocks in force. */
export async function getRules(_viewer: Viewer): Promise<SavedRules> {
  return loadRules(readDb())
}
