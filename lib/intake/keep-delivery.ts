import { databaseReason, isContentProblem, isWait } from "#lib/db/database-reason.ts"
import { doesKeep } from "#lib/db/does-keep.ts"
import { noteGap } from "#lib/db/gaps.ts"
import { currentOutage, noteOutage, noteSpooled, noteSpoolFailure } from "#lib/db/outage.ts"
import { log, outsideRequests } from "#lib/log.ts"
import { metrics } from "#lib/metrics.ts"
import { type Batcher, createBatcher } from "./batch.ts"
import { drainSpool } from "./drain-spool.ts"
import { DEADLINE_MS, type Kept, keepReceipts } from "./keep-receipts.ts"
import { type HeaderReader, type Outcome, refused } from "./outcome.ts"
import type { Receipt } from "./receipt.ts"
import { spoolReceipt } from "./spool.ts"
import { giveUp, RunClosed, type Try } from "./tries.ts"

const MIB = 1024 * 1024
const MANY_ATTEMPTS = 5
/** What the database has at least: then the spool, too, answers within 1.5 s of the last byte. */
const LEAST_MS = DEADLINE_MS / 2

/** A batch of the largest bodies must not weigh on memory, nor miss the deadline. Times in milliseconds. */
const BATCHES = { maxSize: 128, maxWeight: 4 * MIB, lingerMs: 2, patienceMs: 100 }

function keepBatch(receipts: readonly Receipt[]): Promise<Kept[]> {
  metrics().batchSize.observe(receipts.length)
  return outsideRequests(() => keepReceipts(receipts))
}

/** `late`: how many have been late of late, and since when, in milliseconds of this process. */
type Door = {
  readonly keep: Batcher<Receipt, Kept>
  readonly giveUp: (receipt: Receipt) => readonly Try[]
  late: { readonly webhooks: number; readonly since: number } | null
}

/** One batcher a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineDoor?: Door }

function door(): Door {
  holder.portlineDoor ??= {
    keep: createBatcher({ ...BATCHES, weigh: ({ raw }: Receipt) => raw.length, work: keepBatch }),
    giveUp,
    late: null,
  }
  return holder.portlineDoor
}

const SLOW = "it did not answer in time"
/**
 * More that are late within so many milliseconds are taken for an outage without asking, which lasts for a while: the next ones are to
 * have all of their time for the disk.
 */
const MOST_LATE = { webhooks: 3, ms: 1_500, outageMs: 1_000 }

const isOfLate = ({ since }: { readonly since: number }): boolean => performance.now() - since < MOST_LATE.ms
const areManyLate = ({ late }: Door): boolean => late !== null && isOfLate(late) && late.webhooks > MOST_LATE.webhooks

/** What took too long is an outage only where the database keeps nothing else either. Nobody waits for that; the drain finds out when it is over. */
async function noteIfAway(reason: string): Promise<void> {
  const areMany = areManyLate(door())
  if (!areMany && (await outsideRequests(doesKeep))) return
  door().late = null
  noteOutage(reason, areMany ? MOST_LATE.outageMs : 0)
  void drainSpool()
}

/** One that was late, or failed for what took too long. */
function noteLate(reason: string): void {
  const { late } = door()
  door().late = late && isOfLate(late) ? { ...late, webhooks: late.webhooks + 1 } : { webhooks: 1, since: performance.now() }
  void noteIfAway(reason)
}

/** The batcher's answer, or null when it fails or misses the deadline: then it is not known whether it was kept. */
async function keepInTime(receipt: Receipt): Promise<Kept | null> {
  let timer: NodeJS.Timeout | undefined
  // A large body has waited for its turn before; where the clock was set meanwhile, it says nothing.
  const left = Math.min(DEADLINE_MS, Math.max(LEAST_MS, receipt.receivedAt + DEADLINE_MS - Date.now()))
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), left)
  })
  // Known by the time that this one is late: the next ones are to have all of theirs for the disk.
  const asking = setTimeout(() => void noteIfAway(SLOW), left / 2)
  try {
    const kept = await Promise.race([door().keep(receipt), late])
    if (kept === null) noteLate(SLOW)
    return kept
  } catch (error) {
    if (error instanceof RunClosed) log.info({ event: receipt.key }, "A webhook goes to disk: its turn in the database came too late.")
    else if (isContentProblem(error)) log.error({ err: error, event: receipt.key }, "A webhook could not be kept.")
    else if (isWait(error)) noteLate(databaseReason(error))
    else noteOutage(databaseReason(error))
    return null
  } finally {
    clearTimeout(timer)
    clearTimeout(asking)
  }
}

/** Where the database does not take it, the disk does; it goes on to the database by itself, and finds out when that is back. */
export async function spool(receipt: Receipt, header: HeaderReader): Promise<Outcome> {
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

/** Keeps a delivery: in the database, else on disk. */
export async function keep(receipt: Receipt, header: HeaderReader): Promise<Outcome> {
  const outcome = await keepOrSpool(receipt, header)
  if (outcome.kind === "kept") metrics().attempts.inc({ attempt: attemptLabel(receipt.attempt) })
  return outcome
}

async function keepOrSpool(receipt: Receipt, header: HeaderReader): Promise<Outcome> {
  const kept = currentOutage() ? null : await keepInTime(receipt)
  if (kept === null) return spool(receipt, header)
  if (kept.result === "refused") {
    noteGap({ reason: "quarantine_full" })
    return refused({ kind: "unavailable", event: receipt.key }, header)
  }
  const { result } = kept
  if (result === "stored" && receipt.event)
    metrics().lagSeconds.observe(Math.max(0, receipt.receivedAt / 1_000 - Number(receipt.event.occurredAt.micros) / 1_000_000))
  return { kind: "kept", result, event: receipt.key, ...(receipt.reason ? { reason: receipt.reason } : {}) }
}
