import { intakeDb, type Tx } from "#lib/db/client.ts"
import { databaseReason } from "#lib/db/database-reason.ts"
import { type Appended, appendEvents, type Batch } from "./append-events.ts"
import { projectOrders } from "./project-orders.ts"
import { type Arrival, groupReceipts, type Receipt } from "./receipt.ts"

/** What became of one delivery. */
export type Kept = { readonly result: "stored" | "duplicate" | "quarantined" | "refused"; readonly receiptId: string }

/** One deadline over connecting, queueing and statements. */
export const DEADLINE_MS = 1_000
const UNVERIFIED_QUARANTINE_LIMIT = 100_000

class ProjectionFailed extends Error {}

/** Drops unverified bodies that mean nothing once too many wait: nobody may fill the disk with them. */
async function withinQuarantineLimit(tx: Tx, arrivals: readonly Arrival[]): Promise<Arrival[]> {
  const isUnverified = ({ event, receipts }: Arrival): boolean => event === null && !receipts.some((receipt) => receipt.verified)
  if (!arrivals.some(isUnverified)) return [...arrivals]
  const [row] = await tx.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM
      (SELECT 1 FROM events WHERE state = 'quarantined' AND NOT verified LIMIT ${UNVERIFIED_QUARANTINE_LIMIT}) AS t`
  return (row?.waiting ?? 0) < UNVERIFIED_QUARANTINE_LIMIT ? [...arrivals] : arrivals.filter((arrival) => !isUnverified(arrival))
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

type Mode = { readonly projecting: boolean }

async function keepTogether(receipts: readonly Receipt[], mode: Mode): Promise<Kept[]> {
  const grouped = groupReceipts(receipts)
  const appended = await intakeDb().$transaction(
    async (tx) => {
      const arrivals = await withinQuarantineLimit(tx, grouped)
      const batch = await appendEvents(tx, arrivals, mode)
      if (mode.projecting) await project(tx, arrivals, batch)
      return batch.appended
    },
    { maxWait: DEADLINE_MS / 2, timeout: DEADLINE_MS },
  )
  return results(receipts, grouped, appended)
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
 * Keeps deliveries and brings their orders up to date, in one transaction. Where the orders cannot be brought
 * up to date the bytes are kept all the same, marked, and projected later: an interpretation that fails never
 * takes the raw row with it. Throws only when nothing could be kept.
 */
export async function keepReceipts(receipts: readonly Receipt[]): Promise<Kept[]> {
  try {
    return await keepTogether(receipts, { projecting: true })
  } catch (error) {
    // One bad apple must not cost the others their place: each gets a try of its own.
    if (receipts.length > 1 && isWithinDeadline(receipts))
      return (await Promise.all(receipts.map((receipt) => keepReceipts([receipt])))).flat()
    if (!(error instanceof ProjectionFailed) || !isWithinDeadline(receipts)) throw error
    console.error("portline: kept, not projected:", databaseReason(error.cause))
    return keepTogether(receipts, { projecting: false })
  }
}

function isWithinDeadline(receipts: readonly Receipt[]): boolean {
  return receipts.some(({ receivedAt }) => Date.now() - receivedAt < DEADLINE_MS)
}
