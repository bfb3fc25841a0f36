import { intakeDb, type Tx } from "#lib/db/client.ts"
import { isContentProblem } from "#lib/db/database-reason.ts"
import { log } from "#lib/log.ts"
import { metrics } from "#lib/metrics.ts"
import { type Appended, appendEvents, type Batch } from "./append-events.ts"
import { keepAtOnce } from "./keep-at-once.ts"
import { projectOrders } from "./project-orders.ts"
import { projectSoon } from "./project-soon.ts"
import { type Arrival, groupReceipts, type Receipt } from "./receipt.ts"
import { isGivenUp, leaveOut, RunClosed, type Try, trying } from "./tries.ts"

/** What became of one delivery. */
export type Kept = { readonly result: "stored" | "duplicate" | "quarantined" | "refused"; readonly receiptId: string }

/** What a webhook waits for the database; what is not kept by then goes to the spool. */
export const DEADLINE_MS = 1_000
const UNVERIFIED_QUARANTINE_LIMIT = 100_000

export class ProjectionFailed extends Error {}

/** Drops new unverified bodies that mean nothing once too many wait: nobody may fill the disk with them. One that is known only counts. */
async function withinQuarantineLimit(tx: Tx, arrivals: readonly Arrival[]): Promise<Arrival[]> {
  const isUnverified = ({ event, receipts }: Arrival): boolean => event === null && !receipts.some((receipt) => receipt.verified)
  const unverified = arrivals.filter(isUnverified).map(({ first }) => first.key)
  if (unverified.length === 0) return [...arrivals]
  // All of them are counted first, since that costs nothing: the unverified ones only where those may be as many.
  const [all] = await tx.$queryRaw<{ quarantined: number }[]>`SELECT coalesce(sum(quarantined), 0)::int AS quarantined FROM event_counts`
  if (all && all.quarantined < UNVERIFIED_QUARANTINE_LIMIT) return [...arrivals]
  const [row] = await tx.$queryRaw<{ waiting: number; known: string[] }[]>`
    SELECT count(*)::int AS waiting, array(SELECT key FROM events WHERE key = ANY(${unverified}::text[])) AS known FROM
      (SELECT 1 FROM events WHERE state = 'quarantined' AND NOT verified LIMIT ${UNVERIFIED_QUARANTINE_LIMIT}) AS t`
  if (!row || row.waiting < UNVERIFIED_QUARANTINE_LIMIT) return [...arrivals]
  return arrivals.filter((arrival) => !isUnverified(arrival) || row.known.includes(arrival.first.key))
}

async function project(tx: Tx, arrivals: readonly Arrival[], batch: Batch): Promise<void> {
  const { appended } = batch
  const news = new Map(appended.filter(({ inserted, projected }) => inserted || !projected).map(({ key, future }) => [key, future]))
  const events = arrivals.flatMap(({ first, event }) =>
    event && news.has(first.key) ? [{ ...event, future: news.get(first.key) === true }] : [],
  )
  try {
    const left = appended.filter(({ projected }) => !projected).map(({ key }) => key)
    if (left.length > 0) await tx.$executeRaw`UPDATE events SET projected = true WHERE key = ANY(${left}::text[])`
    await projectOrders(tx, events, batch)
  } catch (error) {
    throw new ProjectionFailed("The orders could not be brought up to date.", { cause: error })
  }
}

/** `limited`: whether unverified bodies that mean nothing may be dropped once too many wait. */
export type Mode = { readonly projecting: boolean; readonly limited: boolean; readonly attempt: Try | null }

/** Keeps deliveries within a transaction of the caller's; one result each, in order. */
export async function keepWithin(tx: Tx, receipts: readonly Receipt[], mode: Mode, grouped = groupReceipts(receipts)): Promise<Kept[]> {
  const arrivals = mode.limited ? await withinQuarantineLimit(tx, grouped) : grouped
  const { attempt } = mode
  const leftOut = grouped.filter((arrival) => !arrivals.includes(arrival)).flatMap((arrival) => arrival.receipts)
  if (attempt && !leftOut.every((receipt) => leaveOut(receipt, attempt))) throw new RunClosed()
  if (arrivals.length === 0) return results(receipts, grouped, [])
  const batch = await appendEvents(tx, arrivals, mode)
  if (batch.appended.length === 0) throw new RunClosed()
  if (mode.projecting) await project(tx, arrivals, batch)
  return results(receipts, grouped, batch.appended)
}

/** The quick way, where that is possible; else the way that locks, unless it would come too late for everybody. */
async function keepOnce(receipts: readonly Receipt[], projecting: boolean, attempt: Try): Promise<Kept[]> {
  const arrivals = groupReceipts(receipts)
  const appended = projecting ? await keepAtOnce(intakeDb(), arrivals, attempt) : null
  if (appended) {
    metrics().batches.inc({ way: "at_once" })
    return results(receipts, arrivals, appended)
  }
  if (receipts.every(isGivenUp)) throw new RunClosed()
  const kept = await intakeDb().$transaction((tx) => keepWithin(tx, receipts, { projecting, limited: true, attempt }, arrivals), {
    maxWait: DEADLINE_MS / 2,
    timeout: DEADLINE_MS,
  })
  metrics().batches.inc({ way: "locked" })
  return kept
}

/** Those that nobody has given up; of the others nothing is tried any more. */
async function keepTogether(receipts: readonly Receipt[], { projecting }: Pick<Mode, "projecting">): Promise<Kept[]> {
  const wanted = receipts.filter((receipt) => !isGivenUp(receipt))
  const kept = wanted.length === 0 ? [] : await trying(wanted, (attempt) => keepOnce(wanted, projecting, attempt))
  const byId = new Map(kept.map((one) => [one.receiptId, one]))
  return receipts.map(({ id }) => byId.get(id) ?? { result: "refused", receiptId: id })
}

/** The earliest delivery of a new event is `stored` (or `quarantined`); every other one is a `duplicate`. */
function results(receipts: readonly Receipt[], arrivals: readonly Arrival[], appended: readonly Appended[]): Kept[] {
  const inserted = new Map(appended.map((row) => [row.key, row.inserted]))
  const firsts = new Set(arrivals.map(({ first }) => first.id))
  return receipts.map((receipt) => {
    const isNew = inserted.get(receipt.key)
    if (isNew === undefined) return { result: "refused", receiptId: receipt.id }
    if (!isNew || !firsts.has(receipt.id)) return { result: "duplicate", receiptId: receipt.id }
    return { result: receipt.event ? "stored" : "quarantined", receiptId: receipt.id }
  })
}

/**
 * Keeps deliveries and brings their orders up to date, both or neither. Where the orders cannot be brought
 * up to date the bytes are kept all the same, marked, and projected soon after: an interpretation that fails never
 * takes the raw row with it. Throws only when nothing could be kept.
 */
export async function keepReceipts(receipts: readonly Receipt[]): Promise<Kept[]> {
  try {
    return await keepTogether(receipts, { projecting: true })
  } catch (error) {
    // A neighbour of the batch was given up, and drained before this try came through: the others take another.
    if (error instanceof RunClosed && isWithinDeadline(receipts)) return keepReceipts(receipts)
    // One bad apple must not cost the others their place: each gets a try of its own.
    if (receipts.length > 1 && isDataProblem(error) && isWithinDeadline(receipts))
      return (await Promise.all(receipts.map((receipt) => keepReceipts([receipt])))).flat()
    if (!(error instanceof ProjectionFailed) || !isWithinDeadline(receipts)) throw error
    log.error({ err: error }, "Webhooks are kept, but their orders are not up to date.")
    const kept = await keepTogether(receipts, { projecting: false })
    projectSoon()
    return kept
  }
}

/** Whether it failed for something among what was to be kept, not because the database was away, busy or slow. */
export const isDataProblem = (error: unknown): boolean => isContentProblem(error instanceof ProjectionFailed ? error.cause : error)

function isWithinDeadline(receipts: readonly Receipt[]): boolean {
  return receipts.some(({ receivedAt }) => Date.now() - receivedAt < DEADLINE_MS)
}
