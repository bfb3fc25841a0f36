import type { HistoryEntry } from "#components/settings/rules-history.tsx"
import type { Viewer } from "#lib/access/viewer.ts"
import { type RuleChange, ruleChanges } from "#lib/format/rule-changes.ts"
import { listRuleVersions } from "#lib/queries/list-rule-versions.ts"

/** The savings that changed what is asked for, and the page that each can be restored on. */
export async function readHistory(
  viewer: Viewer,
  isAsked: (change: RuleChange) => boolean,
  restore: (version: number) => string | null,
): Promise<HistoryEntry[]> {
  const versions = await listRuleVersions(viewer)
  return versions.flatMap(({ version, savedAt, before, after }) => {
    const changes = ruleChanges(before, after).filter(isAsked)
    return changes.length > 0 ? [{ version, savedAt, changes, restore: restore(version) }] : []
  })
}
