import type { RefusalJson } from "#lib/contract.ts"
import { plural } from "./count-text.ts"
import { skewText } from "./skew-text.ts"

/** What came and was not kept, in one sentence, and what to do about it. */
export type RefusalText = { readonly what: string; readonly help: string }

type Words = { readonly what: (refusal: RefusalJson) => string; readonly help: string }

const KEY_HELP = "Copy the public key from Telnyx once more. If it is right, a proxy in front changes the body: it has to pass as it is."
const HEADER_HELP = "Telnyx signs every webhook. If it was Telnyx, a proxy in front drops or changes the header; else it was somebody else."

const WORDS: Readonly<Record<string, Words>> = {
  method: {
    what: ({ detail }) => ` came by ${detail ?? "another method"}`,
    help: "Webhooks are posted. Was it a browser, or a redirect on the way?",
  },
  empty: { what: () => " came with no body", help: "A proxy in front, or whatever sent it, lost the body." },
  cut_off: { what: () => " broke off before the body was there", help: "The connection is slow, or a proxy in front cuts it." },
  too_large: { what: () => " came with a body over 1 MiB", help: "No webhook of Telnyx is as large: it was somebody else." },
  encoded: {
    what: ({ detail }) => ` came compressed (${detail ?? "unknown encoding"})`,
    help: "A proxy in front has to pass the body as it is.",
  },
  signature_missing: { what: () => " came without a signature", help: HEADER_HELP },
  timestamp_missing: { what: () => " came without the timestamp of its signature", help: HEADER_HELP },
  signature_malformed: { what: () => " came; the signature is not one", help: HEADER_HELP },
  timestamp_malformed: { what: () => " came; the timestamp is not one", help: HEADER_HELP },
  signature_invalid: { what: () => " came; the signature does not match this key", help: KEY_HELP },
  timestamp_out_of_tolerance: {
    what: ({ detail }) => ` came; the signature is right, its timestamp ${skewText(detail)}`,
    help: "Check the clock of this machine: more than 5 min off is refused. Or a proxy in front held it up.",
  },
  unavailable: { what: () => " could not be stored: the database did not answer in time", help: "Telnyx tries again. Look at the log." },
}

/** "2 requests came; the signature does not match this key". */
export function refusalText(refusal: RefusalJson): RefusalText {
  const { reason, count } = refusal
  const words = Object.hasOwn(WORDS, reason) ? WORDS[reason] : undefined
  const requests = plural(count, "request")
  return { what: `${requests}${words?.what(refusal) ?? `: refused as ${reason}`}`, help: words?.help ?? "" }
}
