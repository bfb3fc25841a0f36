import { NO_OWN_RULES, type OwnRules, type Rules, rulesFrom } from "#lib/porting/rules.ts"
import type { ReadDb } from "./client.ts"

/** The rules in force, what of them is the operator's own, and which saving of them it is; 0 before the first. */
export type SavedRules = { readonly version: number; readonly own: OwnRules; readonly rules: Rules }

/** Only rules that validated are ever saved, so their text is read as it is. */
export async function loadRules(db: ReadDb): Promise<SavedRules> {
  const [row] = await db.$queryRaw<{ version: number; value: string }[]>`SELECT version, value FROM rules ORDER BY version DESC LIMIT 1`
  const own = row ? (JSON.parse(row.value) as OwnRules) : NO_OWN_RULES
  return { version: row?.version ?? 0, own, rules: rulesFrom(own) }
}
