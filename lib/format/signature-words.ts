import type { DeliveryJson } from "#lib/contract.ts"
import { spanText } from "./time.ts"

const SIGNATURE = "telnyx-signature-ed25519"
const TIMESTAMP = "telnyx-timestamp"

/** Whether a delivery was verified, or why it was not. */
export function signatureText({ verified, headers }: Pick<DeliveryJson, "verified" | "headers">): string {
  if (verified) return "Verified: signed by a key that was configured when it came. Which one was not kept."
  return headers[SIGNATURE]
    ? "Not verified: it carried a signature, but no public key was set when it came."
    : "Not verified: it carried no signature, and no public key was set when it came."
}

/** How old the signed timestamp was when the delivery came. */
export function timestampText({ headers, received_at }: Pick<DeliveryJson, "headers" | "received_at">): string {
  const sent = headers[TIMESTAMP]
  if (sent === undefined) return "None was sent."
  if (!/^\d{1,11}$/.test(sent)) return "It is no number of seconds."
  const age = Date.parse(received_at) - Number(sent) * 1_000
  const words = age < 0 ? `${spanText(age)} ahead of when it came` : `${spanText(age)} old when it came`
  return `${words} (300 s are allowed where signatures are checked).`
}
