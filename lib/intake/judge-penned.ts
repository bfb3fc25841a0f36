import type { TelnyxKey } from "#lib/read-env.ts"
import { type SignatureProblem, TOLERANCE_SECONDS, verifySignature } from "./verify-signature.ts"

/** A delivery with the headers that it came with, and when (milliseconds since 1970). */
export type Came = { readonly raw: Uint8Array; readonly headers: Readonly<Record<string, string>>; readonly at: number }

/** What a delivery proves of itself: by which key it is authentic, and whether it was fresh when it came. */
export type Judgement =
  | { readonly authentic: true; readonly key: string; readonly fresh: boolean }
  | { readonly authentic: false; readonly reason: SignatureProblem }

/** Judges a delivery by these keys as the door would have at the moment when it came. */
export function judgePenned({ raw, headers, at }: Came, keys: readonly TelnyxKey[]): Judgement {
  const signature = headers["telnyx-signature-ed25519"] ?? null
  const timestamp = headers["telnyx-timestamp"] ?? null
  let reason: SignatureProblem = "signature_invalid"
  for (const { key, base64 } of keys) {
    const checked = verifySignature({ raw, signature, timestamp, keys: [key], nowSeconds: Math.floor(at / 1000) })
    if (checked.ok) return { authentic: true, key: base64, fresh: true }
    if (checked.reason === "timestamp_out_of_tolerance") return { authentic: true, key: base64, fresh: false }
    reason = checked.reason
  }
  return { authentic: false, reason }
}

/** What the headers of a refused delivery are worth keeping for: 0 nothing, 1 a stale signature of some key, 2 a fresh one, 3 they prove it authentic. */
export function worthOf({ headers, at }: Came, reason: SignatureProblem): 0 | 1 | 2 | 3 {
  if (reason === "timestamp_out_of_tolerance") return 3
  if (reason !== "signature_invalid") return 0
  return Math.abs(Math.floor(at / 1000) - Number(headers["telnyx-timestamp"])) > TOLERANCE_SECONDS ? 1 : 2
}
