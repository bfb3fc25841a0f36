import { countRefused } from "#lib/db/refusals.ts"
import type { QuarantineReason } from "./parse-event.ts"
import type { SignatureProblem } from "./verify-signature.ts"

/** The headers of one delivery by lower-case name; null where one is missing. */
export type HeaderReader = (name: string) => string | null

/** What the door answers. `event` is the key under which the bytes are, or would be, known. */
export type Outcome =
  | {
      readonly kind: "kept"
      readonly result: "stored" | "duplicate" | "quarantined" | "spooled"
      readonly event: string
      readonly reason?: QuarantineReason
    }
  | { readonly kind: "method" | "too_large" | "cut_off" | "empty" }
  | { readonly kind: "encoded" }
  | { readonly kind: "tested"; readonly event: string }
  | { readonly kind: "unauthentic"; readonly reason: SignatureProblem; readonly event: string }
  | { readonly kind: "unavailable"; readonly event: string }

/** What is not kept. */
type Refusal = Exclude<Outcome, { readonly kind: "kept" | "tested" }>

/** Counts what is not kept, by its reason; `detail` tells it from others of the same. */
export function refused(outcome: Refusal, header: HeaderReader, detail: string | null = null): Outcome {
  const reason = outcome.kind === "unauthentic" ? outcome.reason : outcome.kind
  countRefused({ reason, detail, userAgent: header("user-agent") })
  return outcome
}
