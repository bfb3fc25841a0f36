import type { Viewer } from "#lib/access/viewer.ts"
import { writeDb } from "#lib/db/client.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { type SavedOutcome, saveRules } from "#lib/intake/save-rules.ts"
import { changedRules } from "#lib/porting/changed-rules.ts"
import type { ReadChange } from "#lib/schemas/read-change.ts"

/** Saves a change to the rules that was read against the version which it names; `stale` where that is no longer in force. */
export async function changeRules(_viewer: Viewer, { version, change }: ReadChange): Promise<SavedOutcome> {
  const now = await loadRules(writeDb())
  if (now.version !== version) return { ok: false, reason: "stale" }
  return saveRules(writeDb(), version, changedRules(now.own, change))
}
