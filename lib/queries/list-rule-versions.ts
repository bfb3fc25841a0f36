import { authorize, type Viewer } from "#lib/access/roles.ts"
import { readDb } from "#lib/db/client.ts"
import { NO_OWN_RULES, type OwnRules, type Rules, rulesFrom } from "#lib/porting/rules.ts"

const MOST_LISTED = 50

/** One saving of the rules: what was in force before it, and after. */
export type RuleVersion = { readonly version: number; readonly savedAt: string; readonly before: Rules; readonly after: Rules }

/** The last savings of the rules, the newest first. */
export async function listRuleVersions(viewer: Viewer): Promise<RuleVersion[]> {
  authorize(viewer, "read")
  const rows = await readDb().$queryRaw<{ version: number; value: string; saved_at: Date }[]>`
    SELECT version, value, saved_at FROM rules ORDER BY version DESC LIMIT ${MOST_LISTED + 1}`
  const rulesOf = (value: string | undefined): Rules => rulesFrom(value === undefined ? NO_OWN_RULES : (JSON.parse(value) as OwnRules))
  return rows.slice(0, MOST_LISTED).map(({ version, value, saved_at }, index) => ({
    version,
    savedAt: saved_at.toISOString(),
    before: rulesOf(rows[index + 1]?.value),
    after: rulesOf(value),
  }))
}

/** The rules as one saving left them; null where there is no such version. 0 is before the first. */
export async function getRuleVersion(viewer: Viewer, version: number): Promise<Rules | null> {
  authorize(viewer, "read")
  if (version === 0) return rulesFrom(NO_OWN_RULES)
  const [row] = await readDb().$queryRaw<{ value: string }[]>`SELECT value FROM rules WHERE version = ${version}`
  return row ? rulesFrom(JSON.parse(row.value) as OwnRules) : null
}
