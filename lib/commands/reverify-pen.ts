import { recordDeed } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { ReleaseJson, ReverifyJson } from "#lib/contract.ts"
import { accessDb } from "#lib/db/client.ts"
import { type ReleaseOutcome, releasePenned, reverifyPen } from "#lib/intake/release-penned.ts"

/** Judges everything in the pen by the keys that are set now, and releases what is authentic and came in time. */
export async function reverifyAll(viewer: Viewer): Promise<ReverifyJson> {
  authorize(viewer, "handle")
  const reverified = await reverifyPen("all")
  await recordDeed(accessDb(), viewer, { action: "pen_reverified", detail: `${reverified.released} released` })
  return reverified
}

const IS_KEY = /^[0-9a-f]{32}$/

/** Releases what is authentic under an event's key, though its timestamp was off. Null where nothing in the pen has that key. */
export async function releaseOne(
  viewer: Viewer,
  key: string,
): Promise<{ readonly ok: true; readonly data: ReleaseJson } | Extract<ReleaseOutcome, { readonly ok: false }> | null> {
  authorize(viewer, "handle")
  const outcome = IS_KEY.test(key) ? await releasePenned(key) : null
  if (!outcome?.ok) return outcome
  const { result, receipt } = outcome
  await recordDeed(accessDb(), viewer, { action: "pen_released", target: receipt.key })
  return { ok: true, data: { result, event: receipt.key, ...(receipt.reason ? { reason: receipt.reason } : {}) } }
}
