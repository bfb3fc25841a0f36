import { type KeyObject, verify } from "node:crypto"

/** Why a delivery is refused. */
export type SignatureProblem =
  | "signature_missing"
  | "timestamp_missing"
  | "signature_malformed"
  | "timestamp_malformed"
  | "signature_invalid"
  | "timestamp_out_of_tolerance"

export type SignatureResult = { readonly ok: true } | { readonly ok: false; readonly reason: SignatureProblem }

export type SignatureInput = {
  /** The body, byte for byte as it came. */
  readonly raw: Uint8Array
  /** Header `telnyx-signature-ed25519`: strict base64 of 64 bytes. */
  readonly signature: string | null
  /** Header `telnyx-timestamp`: seconds since 1970, digits only. */
  readonly timestamp: string | null
  readonly keys: readonly KeyObject[]
  readonly nowSeconds: number
}

/** Telnyx's tolerance, both ways. */
export const TOLERANCE_SECONDS = 300

/** Whether Telnyx sent these bytes: ed25519 over `timestamp|body`, by any of the keys, within 300 s. */
export function verifySignature({ raw, signature, timestamp, keys, nowSeconds }: SignatureInput): SignatureResult {
  if (!signature) return { ok: false, reason: "signature_missing" }
  if (!timestamp) return { ok: false, reason: "timestamp_missing" }
  const bytes = Buffer.from(signature, "base64")
  if (bytes.length !== 64 || bytes.toString("base64") !== signature) return { ok: false, reason: "signature_malformed" }
  if (!/^\d{1,15}$/.test(timestamp)) return { ok: false, reason: "timestamp_malformed" }
  const signed = Buffer.concat([Buffer.from(`${timestamp}|`), raw])
  if (!keys.some((key) => verify(null, signed, key, bytes))) return { ok: false, reason: "signature_invalid" }
  const age = Math.abs(nowSeconds - Number(timestamp))
  return age > TOLERANCE_SECONDS ? { ok: false, reason: "timestamp_out_of_tolerance" } : { ok: true }
}
