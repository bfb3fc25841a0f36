import { setTimeout as sleep } from "node:timers/promises"
import { noteGap } from "#lib/db/gaps.ts"
import { env } from "#lib/env.ts"
import { log, outsideRequests } from "#lib/log.ts"
import { sha256 } from "./content-hash.ts"
import { judgePenned, worthOf } from "./judge-penned.ts"
import { DEADLINE_MS } from "./keep-receipts.ts"
import type { Receipt } from "./receipt.ts"
import type { SignatureProblem } from "./verify-signature.ts"
import { MOST_PENNED, type PennedBody, writePenned } from "./write-penned.ts"

const MOST_BODY_BYTES = 64 * 1024

/** Whether a body is too large to be kept in the pen. */
export const isBeyondPen = (raw: Uint8Array): boolean => raw.length > MOST_BODY_BYTES

/** What may wait for the statement under way: no more than there are places, and not all of them of the largest. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024
const MOST_STATEMENT_BYTES = 4 * 1024 * 1024
/** Between two statements, so that a flood makes few and large ones. */
const REST_MS = 20

type Waiting = { body: PennedBody; readonly written: Promise<void>; readonly done: () => void }
type Pen = { readonly waiting: Map<string, Waiting>; bytes: number; writing: Promise<void> | null; isFailing: boolean }

/** One pen a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlinePen?: Pen }
holder.portlinePen ??= { waiting: new Map(), bytes: 0, writing: null, isFailing: false }
const pen = holder.portlinePen

/** Equal bytes take one place, as they do in the table. */
const join = (earlier: PennedBody, later: PennedBody): PennedBody => ({
  ...(later.worth > earlier.worth ? later : earlier),
  receivedAt: Math.min(earlier.receivedAt, later.receivedAt),
  lastAt: Math.max(earlier.lastAt, later.lastAt),
  deliveries: earlier.deliveries + later.deliveries,
})

function take([name, { body }]: [string, Waiting]): void {
  pen.waiting.delete(name)
  pen.bytes -= body.raw.length
}

/** The newest have the places, in memory too. */
function dropOldest(): void {
  for (const entry of pen.waiting) {
    if (pen.waiting.size <= MOST_PENNED && pen.bytes <= MOST_WAITING_BYTES) return
    take(entry)
    noteGap({ reason: "pen_full", count: entry[1].body.deliveries })
    entry[1].done()
  }
}

function takeSome(): Waiting[] {
  const some: Waiting[] = []
  let bytes = 0
  for (const entry of pen.waiting) {
    bytes += entry[1].body.raw.length
    if (some.length > 0 && bytes > MOST_STATEMENT_BYTES) break
    take(entry)
    some.push(entry[1])
  }
  return some
}

async function writeTogether(some: readonly Waiting[]): Promise<void> {
  const bodies = some.map(({ body }) => body)
  try {
    const pushedOut = await writePenned(bodies)
    if (pushedOut > 0) noteGap({ reason: "pen_full", count: pushedOut })
    pen.isFailing = false
  } catch (error) {
    noteGap({ reason: "pen_failed", count: bodies.reduce((sum, { deliveries }) => sum + deliveries, 0) })
    if (!pen.isFailing) log.error({ err: error }, "What is not authentic could not be penned.")
    pen.isFailing = true
  }
  for (const { done } of some) done()
}

async function writeAll(): Promise<void> {
  // What arrives in one read of the sockets goes together.
  await new Promise(setImmediate)
  while (pen.waiting.size > 0) {
    await writeTogether(takeSome())
    await sleep(REST_MS)
  }
  pen.writing = null
}

/** Resolves when the body is in the pen, or will never be. */
function add(body: PennedBody): Promise<void> {
  const name = body.hash.toString("hex")
  const known = pen.waiting.get(name)
  if (known) {
    known.body = join(known.body, body)
    return known.written
  }
  const { promise, resolve } = Promise.withResolvers<void>()
  pen.waiting.set(name, { body, written: promise, done: resolve })
  pen.bytes += body.raw.length
  dropOldest()
  pen.writing ??= outsideRequests(writeAll)
  return promise
}

function bodyOf({ key, raw, headers, receivedAt, reason: parsed }: Receipt, reason: SignatureProblem): PennedBody {
  const came = { raw, headers, at: receivedAt }
  const judged = reason === "timestamp_out_of_tolerance" ? judgePenned(came, env().telnyxKeys) : null
  return {
    hash: sha256(raw),
    key,
    raw,
    reason,
    headers,
    headersAt: receivedAt,
    encoded: parsed === "content_encoding",
    worth: worthOf(came, reason),
    verifiedWith: judged?.authentic ? judged.key : null,
    receivedAt,
    lastAt: receivedAt,
    deliveries: 1,
  }
}

/**
 * Keeps what is not authentic, for the key that may turn out to be its own: a mistyped key must not lose events. What is
 * dropped counts as a gap. Waits until it can be seen in the pen, never longer than the deadline, and never fails: one
 * statement for all that wait, one at a time, on a connection of its own, so that no flood of these holds up the others.
 */
export async function penDelivery(receipt: Receipt, reason: SignatureProblem): Promise<void> {
  if (isBeyondPen(receipt.raw)) return noteGap({ reason: "pen_too_large" })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, DEADLINE_MS)
  })
  await Promise.race([add(bodyOf(receipt, reason)), late])
  clearTimeout(timer)
}

/** Writes what waits, at the end of a process. */
export async function flushPen(): Promise<void> {
  await pen.writing
}
