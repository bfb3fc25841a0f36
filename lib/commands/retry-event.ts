import type { Viewer } from "#lib/access/viewer.ts"
import type { WebhookAnswerJson } from "#lib/contract.ts"
import { intakeDb } from "#lib/db/client.ts"
import { retryQuarantined } from "#lib/intake/quarantine.ts"

/** Reads a quarantined event again. Null where there is no such event; one that is applied already stays as it is. */
export async function retryEvent(_viewer: Viewer, key: string): Promise<WebhookAnswerJson | null> {
  return key.includes("\u0000") ? null : retryQuarantined(intakeDb(), key)
}
