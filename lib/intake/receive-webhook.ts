import { databaseReason, isContentProblem } from "#lib/db/database-reason.ts"
import { noteGap } from "#lib/db/gaps.ts"
import { currentOutage, noteOutage, noteSpooled, noteSpoolFailure } from "#lib/db/outage.ts"
import { countRefused } from "#lib/db/refusals.ts"
import { env } from "#lib/env.ts"
import { metrics } from "#lib/metrics.ts"
import { type Batcher, createBatcher } from "./batch.ts"
import { drainSpool } from "./drain-spool.ts"
import { DEADLINE_MS, type Kept, keepReceipts } from "./keep-receipts.ts"
import type { QuarantineReason } from "./parse-event.ts"
import { penDelivery } from "./pen.ts"
import { readDelivery } from "./read-delivery.ts"
import type { Receipt } from "./receipt.ts"
import { spoolReceipt } from "./spool.ts"
import { TEST_HEADER, takeTest } from "./take-test.ts"
import { giveUp, type Try } from "./tries.ts"
import { type SignatureProblem, verifySignature } from "./verify-signature.ts"

const MAX_BODY_BYTES = 1024 * 1024

/** The headers of one delivery by lower-case name; null where one is missing. */
export type HeaderReader = (name: string) => string | null

export type BodyRead = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly problem: "too_large" | "cut_off" }

/** One HTTP request at the door, whichever server took it. `read` stops as soon as the body is over its limit. */
export type WebhookRequest = {
  readonly method: string
  readonly header: HeaderReader
  readonly read: (maxBytes: number) => Promise<BodyRead>
}

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

const KEPT_HEADERS = ["content-type", "content-encoding", "user-agent", "telnyx-timestamp", "telnyx-signature-ed25519"]
const MAX_HEADER_LENGTH = 1_000
const MANY_ATTEMPTS = 5

/** A batch of the largest bodies must not weigh on memory, nor miss the deadline. Times in milliseconds. */
const BATCHES = { maxSize: 128, maxWeight: 4 * MAX_BODY_BYTES, lingerMs: 2, patienceMs: 100 }

function keepBatch(receipts: readonly Receipt[]): Promise<Kept[]> {
  metrics().batchSize.observe(receipts.length)
  return keepReceipts(receipts)
}

type Door = { readonly keep: Batcher<Receipt, Kept>; readonly giveUp: (receipt: Receipt) => readonly Try[] }

/** One batcher a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineDoor?: Door }

function door(): Door {
  holder.portlineDoor ??= { keep: createBatcher({ ...BATCHES, weigh: ({ raw }: Receipt) => raw.length, work: keepBatch }), giveUp }
  return holder.portlineDoor
}

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

/** The batcher's answer, or null when it fails or misses the deadline: then it is not known whether it was kept. */
async function keepInTime(receipt: Receipt): Promise<Kept | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), DEADLINE_MS)
  })
  try {
    const kept = await Promise.race([door().keep(receipt), late])
    if (kept === null) noteOutage("it did not answer in time")
    return kept
  } catch (error) {
    if (isContentProblem(error)) console.error("portline: a webhook could not be kept:", databaseReason(error))
    else noteOutage(databaseReason(error))
    return null
  } finally {
    clearTimeout(timer)
  }
}

/** Where the database does not take it, the disk does; it goes on to the database by itself, and finds out when that is back. */
async function spool(receipt: Receipt, header: HeaderReader): Promise<Outcome> {
  try {
    await spoolReceipt(receipt, door().giveUp(receipt))
    noteSpooled()
    return { kind: "kept", result: "spooled", event: receipt.key }
  } catch (error) {
    noteSpoolFailure(databaseReason(error))
    noteGap({ reason: "spool_failed" })
    return refused({ kind: "unavailable", event: receipt.key }, header)
  } finally {
    void drainSpool()
  }
}

/** Few values, whatever a sender writes there. */
function attemptLabel(attempt: number | null): string {
  if (attempt === null || attempt < 1) return "unknown"
  return attempt > MANY_ATTEMPTS ? "more" : String(attempt)
}

async function keep(receipt: Receipt, header: HeaderReader): Promise<Outcome> {
  const outcome = await keepOrSpool(receipt, header)
  if (outcome.kind === "kept") metrics().attempts.inc({ attempt: attemptLabel(receipt.attempt) })
  return outcome
}

async function keepOrSpool(receipt: Receipt, header: HeaderReader): Promise<Outcome> {
  const kept = currentOutage() ? null : await keepInTime(receipt)
  if (kept === null) return spool(receipt, header)
  if (kept.result === "refused") return refused({ kind: "unavailable", event: receipt.key }, header)
  const { result } = kept
  if (result === "stored" && receipt.event)
    metrics().lagSeconds.observe(Math.max(0, receipt.receivedAt / 1_000 - Number(receipt.event.occurredAt.micros) / 1_000_000))
  return { kind: "kept", result, event: receipt.key, ...(receipt.reason ? { reason: receipt.reason } : {}) }
}

type Refusal = Exclude<Outcome, { readonly kind: "kept" | "tested" }>

function refused(outcome: Refusal, header: HeaderReader, detail: string | null = null): Outcome {
  const reason = outcome.kind === "unauthentic" ? outcome.reason : outcome.kind
  countRefused({ reason, detail, userAgent: header("user-agent") })
  return outcome
}

/** By how many seconds a delivery's clock is off, where that is why it is refused. */
function skew(reason: SignatureProblem, header: HeaderReader, receivedAt: number): string | null {
  return reason === "timestamp_out_of_tolerance" ? String(Math.floor(receivedAt / 1000) - Number(header("telnyx-timestamp"))) : null
}

/** What authentic or unsigned bytes become, once they are all there. */
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
    return keep(readDelivery({ ...delivery, verified: false }, false), header)
  }
  const signature = { signature: header("telnyx-signature-ed25519"), timestamp: header("telnyx-timestamp") }
  const checked = verifySignature({ raw, ...signature, keys, nowSeconds: Math.floor(receivedAt / 1000) })
  const receipt = readDelivery({ ...delivery, verified: checked.ok }, encoded)
  if (checked.ok) return keep(receipt, header)
  const outcome = { kind: "unauthentic", reason: checked.reason, event: receipt.key } as const
  await penDelivery(receipt, checked.reason)
  return refused(outcome, header, skew(checked.reason, header, receivedAt))
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

async function receive({ method, header, read }: WebhookRequest): Promise<Outcome> {
  if (method !== "POST") return refused({ kind: "method" }, header, method)
  if (Number(header("content-length") ?? 0) > MAX_BODY_BYTES) return refused({ kind: "too_large" }, header, header("content-length"))
  const body = await read(MAX_BODY_BYTES)
  if (!body.ok) return refused({ kind: body.problem }, header)
  const answered = metrics().answerSeconds.startTimer()
  return receiveBytes(body.bytes, header).finally(answered)
}
