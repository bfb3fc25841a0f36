import type { Viewer } from "#lib/access/viewer.ts"
import type { ReleaseJson, ReverifyJson } from "#lib/contract.ts"
import { type ReleaseOutcome, releasePenned, reverifyPen } from "#lib/intake/release-penned.ts"

/** Judges everything in the pen by the keys that are set now, and releases what is authentic and came in time. */
export async function reverifyAll(_viewer: Viewer): Promise<ReverifyJson> {
  return reverifyPen("all")
}

const IS_KEY = /^[0-9a-f]{32}$/

/** Releases what is authentic under an event's key, though its timestamp was off. Null where nothing in the pen has that key. */
export async function releaseOne(
  _viewer: Viewer,
  key: string,
): Promise<{ readonly ok: true; readonly data: ReleaseJson } | Extract<ReleaseOutcome, { readonly ok: false }> | null> {
  const outcome = IS_KEY.test(key) ? await releasePenned(key) : null
  if (!outcome?.ok) return outcome
  const { result, receipt } = outcome
  return { ok: true, data: { result, event: receipt.key, ...(receipt.reason ? { reason: receipt.reason } : {}) } }
}
