import { noteGap } from "#lib/db/gaps.ts"
import { currentOutage } from "#lib/db/outage.ts"
import { env } from "#lib/env.ts"
import { metrics } from "#lib/metrics.ts"
import { keep, spool } from "./keep-delivery.ts"
import { inTurn, LARGE_BYTES } from "./large-bodies.ts"
import { type HeaderReader, type Outcome, refused } from "./outcome.ts"
import { isBeyondPen, penDelivery } from "./pen.ts"
import { type Delivery, readDelivery, unreadDelivery } from "./read-delivery.ts"
import type { Receipt } from "./receipt.ts"
import { TEST_HEADER, takeTest } from "./take-test.ts"
import { type SignatureProblem, verifySignature } from "./verify-signature.ts"

const MAX_BODY_BYTES = 1024 * 1024

export type BodyRead = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly problem: "too_large" | "cut_off" }

/** One HTTP request at the door, whichever server took it. `read` stops as soon as the body is over its limit. */
export type WebhookRequest = {
  readonly method: string
  readonly header: HeaderReader
  readonly read: (maxBytes: number) => Promise<BodyRead>
}

const KEPT_HEADERS = ["content-type", "content-encoding", "user-agent", "telnyx-timestamp", "telnyx-signature-ed25519"]
const MAX_HEADER_LENGTH = 1_000

function keptHeaders(header: HeaderReader): Record<string, string> {
  const present = KEPT_HEADERS.flatMap((name): [string, string][] => {
    const value = header(name)
    return value === null ? [] : [[name, value.slice(0, MAX_HEADER_LENGTH)]]
  })
  return Object.fromEntries(present)
}

function isEncoded(header: HeaderReader): boolean {
  const encoding = header("content-encoding")
  return encoding !== null && encoding.trim().toLowerCase() !== "identity" && encoding.trim() !== ""
}

/** By how many seconds a delivery's clock is off, where that is why it is refused. */
function skew(reason: SignatureProblem, header: HeaderReader, receivedAt: number): string | null {
  return reason === "timestamp_out_of_tolerance" ? String(Math.floor(receivedAt / 1000) - Number(header("telnyx-timestamp"))) : null
}

/** Whether a delivery may count: null, or why not. */
type Checked = { readonly problem: SignatureProblem | null; readonly encoded: boolean }

async function accept(receipt: Receipt, { problem }: Checked, header: HeaderReader, keeping: typeof keep): Promise<Outcome> {
  if (problem === null) return keeping(receipt, header)
  await penDelivery(receipt, problem)
  return refused({ kind: "unauthentic", reason: problem, event: receipt.key }, header, skew(problem, header, receipt.receivedAt))
}

/** Large bodies are read one at a time, so that a flood of them holds up no other; one that would wait long goes to disk unread. */
async function take(delivery: Delivery, checked: Checked, header: HeaderReader): Promise<Outcome> {
  const read = (): Promise<Outcome> => accept(readDelivery(delivery, checked.encoded), checked, header, keep)
  if (delivery.raw.length < LARGE_BYTES) return read()
  // Nobody will ask what it says, and it is not to keep authentic ones waiting.
  if (checked.problem !== null && isBeyondPen(delivery.raw)) return accept(unreadDelivery(delivery, checked.encoded), checked, header, keep)
  return (await inTurn(read)) ?? accept(unreadDelivery(delivery, checked.encoded), checked, header, spool)
}

/** What bytes become, once they are all there. */
async function receiveBytes(raw: Uint8Array, header: HeaderReader): Promise<Outcome> {
  const receivedAt = Date.now()
  if (raw.length === 0) return refused({ kind: "empty" }, header)
  const token = header(TEST_HEADER)
  const tested = token === null || currentOutage() ? null : await takeTest(token, { raw, header, receivedAt })
  if (tested !== null) return { kind: "tested", event: tested }
  const keys = env().telnyxKeys.map(({ key }) => key)
  const encoded = isEncoded(header)
  const delivery = { source: "webhook", raw, receivedAt, headers: keptHeaders(header) } as const
  if (keys.length === 0) {
    if (encoded) return refused({ kind: "encoded" }, header, header("content-encoding"))
    return take({ ...delivery, verified: false }, { problem: null, encoded: false }, header)
  }
  const signature = { signature: header("telnyx-signature-ed25519"), timestamp: header("telnyx-timestamp") }
  const checked = verifySignature({ raw, ...signature, keys, nowSeconds: Math.floor(receivedAt / 1000) })
  return take({ ...delivery, verified: checked.ok }, { problem: checked.ok ? null : checked.reason, encoded }, header)
}

/**
 * One webhook's way in: method, announced length, read, empty, content encoding, signature, parse, keep,
 * project, in this order. Never throws; whatever a sender put in a body has an outcome.
 */
export async function receiveWebhook(request: WebhookRequest): Promise<Outcome> {
  const outcome = await receive(request)
  metrics().webhooks.inc({ result: outcome.kind === "kept" ? outcome.result : outcome.kind })
  return outcome
}

function tooLarge(header: HeaderReader, length: string | null = null): Outcome {
  noteGap({ reason: "too_large" })
  return refused({ kind: "too_large" }, header, length)
}

async function receive({ method, header, read }: WebhookRequest): Promise<Outcome> {
  if (method !== "POST") return refused({ kind: "method" }, header, method)
  if (Number(header("content-length") ?? 0) > MAX_BODY_BYTES) return tooLarge(header, header("content-length"))
  const body = await read(MAX_BODY_BYTES)
  if (!body.ok) return body.problem === "too_large" ? tooLarge(header) : refused({ kind: body.problem }, header)
  const answered = metrics().answerSeconds.startTimer()
  return receiveBytes(body.bytes, header).finally(answered)
}
