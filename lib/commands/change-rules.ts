import { type Deed, recordDeed } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import { accessDb, openPatientDb, writeDb } from "#lib/db/client.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { type SavedOutcome, saveRules } from "#lib/intake/save-rules.ts"
import { changedRules } from "#lib/porting/changed-rules.ts"
import type { ReadChange } from "#lib/schemas/read-change.ts"

const DEEDS: Readonly<Record<ReadChange["change"]["of"], Deed>> = { row: "guide_changed", clocks: "clocks_changed", all: "rules_imported" }

/** Saves a change to the rules that was read against the version which it names; `stale` where that is no longer in force. */
export async function changeRules(viewer: Viewer, { version, change }: ReadChange): Promise<SavedOutcome> {
  authorize(viewer, "configure")
  const now = await loadRules(writeDb())
  if (now.version !== version) return { ok: false, reason: "stale" }
  // Of a million orders that takes a while: what else people change is not to wait for a connection meanwhile.
  const db = openPatientDb()
  const saved = await saveRules(db, version, changedRules(now.own, change)).finally(() => db.$disconnect())
  const target = change.of === "row" ? change.code : null
  if (saved.ok) await recordDeed(accessDb(), viewer, { action: DEEDS[change.of], target, detail: `version ${saved.version}` })
  return saved
}
