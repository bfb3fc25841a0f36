import type { WebhookAnswerJson, WebhookOutcome } from "./contract.ts"
import { type HttpAnswer, jsonAnswer, problem, problemAnswer } from "./http.ts"

const UNAUTHENTIC: Readonly<Record<string, string>> = {
  signature_missing: "The header telnyx-signature-ed25519 is missing.",
  timestamp_missing: "The header telnyx-timestamp is missing.",
  signature_malformed: "The header telnyx-signature-ed25519 is not base64 of 64 bytes.",
  timestamp_malformed: "The header telnyx-timestamp is not a number of seconds.",
  signature_invalid: "The signature does not match the body under any configured key.",
  timestamp_out_of_tolerance: "The signature is authentic, but telnyx-timestamp is more than 300 seconds off.",
}

/** The answer to a webhook: exactly 200 for whatever is kept. */
export function webhookAnswer(outcome: WebhookOutcome): HttpAnswer {
  switch (outcome.kind) {
    case "kept": {
      const { result, event, reason } = outcome
      const answer: WebhookAnswerJson = { result, event, ...(reason ? { reason } : {}) }
      return jsonAnswer(answer)
    }
    case "tested":
      return jsonAnswer({ result: "tested", event: outcome.event })
    case "method":
      return problemAnswer(405, "Webhooks are posted: only POST is allowed.", { headers: { allow: "POST" } })
    case "too_large":
      return problemAnswer(413, "The body is larger than 1 MiB (1,048,576 bytes).")
    case "cut_off":
      return problemAnswer(400, "The body was cut off: nothing was kept.")
    case "empty":
      return problemAnswer(400, "The body is empty: there is nothing to keep.")
    case "encoded":
      return problemAnswer(415, "A Content-Encoding other than identity is not read: send the body as it is.")
    case "unauthentic": {
      const { reason, event } = outcome
      return problemAnswer(401, UNAUTHENTIC[reason] ?? reason, { extra: { reason, event } })
    }
    case "unavailable":
      return problemAnswer(503, "The event could not be kept now. Send it again.", {
        headers: { "retry-after": "5" },
        extra: { event: outcome.event },
      })
  }
}

/** What is not authentic leaves the pen by no other way than a key that verifies it. */
export const notReleased = (reason: string): Response =>
  problem(409, `It stays in the pen: ${UNAUTHENTIC[reason] ?? reason}`, { extra: { reason } })
