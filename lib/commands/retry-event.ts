import { recordDeed } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { RetryAllJson, WebhookAnswerJson } from "#lib/contract.ts"
import { accessDb, openPatientDb, writeDb } from "#lib/db/client.ts"
import { retryAllQuarantined, retryQuarantined } from "#lib/intake/quarantine.ts"

/** Reads a quarantined event again. Null where there is no such event; one that is applied already stays as it is. */
export async function retryEvent(viewer: Viewer, key: string): Promise<WebhookAnswerJson | null> {
  authorize(viewer, "handle")
  const retried = key.includes("\u0000") ? null : await retryQuarantined(writeDb(), key)
  if (retried) await recordDeed(accessDb(), viewer, { action: "event_retried", target: key, detail: retried.result })
  return retried
}

/** One run a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineRetrying?: Promise<number> | null }

/** Tries all of it, up to 100,000 bodies, by a connection of its own. Whoever asks meanwhile waits for the same. */
function retryAllTogether(): Promise<number> {
  const db = openPatientDb()
  return retryAllQuarantined(db, "all").finally(() => {
    holder.portlineRetrying = null
    return db.$disconnect()
  })
}

/** Reads everything in quarantine again, one after the other. */
export async function retryAllEvents(viewer: Viewer): Promise<RetryAllJson> {
  authorize(viewer, "handle")
  holder.portlineRetrying ??= retryAllTogether()
  const understood = await holder.portlineRetrying
  await recordDeed(accessDb(), viewer, { action: "event_retried", target: "all in quarantine", detail: `${understood} understood` })
  const [row] = await writeDb().$queryRaw<{ waiting: number }[]>`SELECT count(*)::int AS waiting FROM events WHERE state = 'quarantined'`
  return { understood, still_quarantined: row?.waiting ?? 0 }
}
