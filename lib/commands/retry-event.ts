import type { Viewer } from "#lib/access/viewer.ts"
import type { RetryAllJson, WebhookAnswerJson } from "#lib/contract.ts"
import { intakeDb } from "#lib/db/client.ts"
import { retryAllQuarantined, retryQuarantined } from "#lib/intake/quarantine.ts"

/** Reads a quarantined event again. Null where there is no such event; one that is applied already stays as it is. */
export async function retryEvent(_viewer: Viewer, key: string): Promise<WebhookAnswerJson | null> {
  return key.includes("\u0000") ? null : retryQuarantined(intakeDb(), key)
}

/** Reads everything in quarantine again, one after the other. */
export async function retryAllEvents(_viewer: Viewer): Promise<RetryAllJson> {
  const understood = await retryAllQuarantined(intakeDb(), "all")
  const [row] = await intakeDb().$queryRaw<{ waiting: number }[]>`SELECT count(*)::int AS waiting FROM events WHERE state = 'quarantined'`
  return { understood, still_quarantined: row?.waiting ?? 0 }
}
