import { intakeDb, openDb } from "#lib/db/client.ts"
import { env } from "#lib/env.ts"
import { bringProjectionUp } from "#lib/intake/bring-projection-up.ts"
import { retryAllQuarantined } from "#lib/intake/quarantine.ts"
import { projectLeftOver } from "#lib/intake/rebuild-orders.ts"
import { reverifyPen } from "#lib/intake/release-penned.ts"

/** What an earlier run left undone, and what an upgrade may understand now. This goes on behind the serving. */
export async function catchUp(): Promise<void> {
  const { released } = await reverifyPen("other_keys")
  if (released > 0) console.log(`portline: ${released} bodies in the pen are authentic by the keys that are set now: released.`)
  const url = env().directDatabaseUrl ?? env().databaseUrl ?? ""
  const db = openDb(url, { max: 1, queryTimeoutMs: 120_000 })
  const moved = await bringProjectionUp(db).finally(() => db.$disconnect())
  if (moved > 0) console.log(`portline: ${moved} orders written anew, as this version has them.`)
  const behind = await projectLeftOver(intakeDb())
  if (behind > 0) console.log(`portline: ${behind} orders brought up to date that an earlier run had left behind.`)
  const understood = await retryAllQuarantined(intakeDb())
  if (understood > 0) console.log(`portline: ${understood} quarantined events are understood now.`)
}
