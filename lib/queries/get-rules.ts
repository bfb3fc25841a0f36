import { authorize, type Viewer } from "#lib/access/roles.ts"
import { readDb } from "#lib/db/client.ts"
import { loadRules, type SavedRules } from "#lib/db/load-rules.ts"

/** The exception guide and the clocks in force. */
export async function getRules(viewer: Viewer): Promise<SavedRules> {
  authorize(viewer, "read")
  return loadRules(readDb())
}
