import { recordDeed } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { RetryAllJson, WebhookAnswerJson } from "#lib/contract.ts"
import { accessDb, intakeDb } from "#lib/db/client.ts"
import { retryAllQuarantined, retryQuarantined } from "#lib/intake/quarantine.ts"

/** Reads a quarantined event again. Null where there is no such event; one that is applied already stays as it is. */
export async function retryEvent(viewer: Viewer, key: string): Promise<WebhookAnswerJson | null> {
  authorize(viewer, "handle")
  const retried = key.includes("\u0000") ? null : await retryQuarantined(intakeDb(), key)
  if (retried) await recordDeed(accessDb(), viewer, { action: "event_retried", target: key, detail: retried.result })
  return retried
}

/** Reads everything in quarantine again, one after the other. */
export async function retryAllEvents(viewer: Viewer): Promise<RetryAllJson> {
  authorize(viewer, "handle")
  const understood = await retryAllQuarantined(intakeDb(), "all")
  await recordDeed(accessDb(), viewer, { action: "event_retried", target: "all in quarantine", detail: `${understood} understood` })
  const [row] = await intakeDb().$queryRaw<{ waiting: number }[]>`SELECT count(*)::int AS waiting FROM events WHERE state = 'quarantined'`
  return { understood, still_quarantined: row?.waiting ?? 0 }
}
