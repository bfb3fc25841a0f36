import { recordDeed } from "#lib/access/audit.ts"
import { type Db, openPatientDb } from "#lib/db/client.ts"
import { type Pruned, pruneBodies } from "#lib/intake/prune-bodies.ts"
import { log } from "./log.ts"
import { type Repeating, repeating } from "./repeating.ts"

const DAY_MS = 24 * 3_600_000
const MOST_SKEW_MS = 5 * 60_000
const MOST_PAUSE_MS = 3 * DAY_MS
/** A little less than the time between two looks. */
const DOUBT_MS = 23 * 3_600_000
/** As the audit names what Portline does by itself. */
const PORTLINE = { id: null, name: "Portline", address: null }

function detailOf(days: number, { bodies, orders, quarantined, penned }: Pruned): string {
  return `older than ${days} days: ${bodies} bodies, ${quarantined} quarantined, ${penned} in the pen; ${orders} orders sealed`
}

/** `last`: of the last time; `doubted`: since when that seems too long ago. */
type Moments = { readonly now: Date; readonly last: Date | null; readonly doubted: Date | null }
const [LAST, DOUBTED] = [1, 2]

async function readMoments(db: Db): Promise<Moments> {
  const [moments] = await db.$queryRaw<Moments[]>`
    SELECT clock_timestamp() AS now, coalesce((SELECT at FROM retention_runs WHERE id = ${LAST}), (SELECT max(received_at) FROM events)) AS last,
      (SELECT at FROM retention_runs WHERE id = ${DOUBTED}) AS doubted`
  if (!moments) throw new Error("A statement without a table gave no row.")
  return moments
}

/**
 * Whether bodies may be deleted now, and writes down that it was asked: what is deleted by a wrong clock is gone. Ours and the
 * database's must agree, and one that is far beyond the last time must have stood so for a day, whoever asks, so that somebody
 * can mend it.
 */
async function askMoment(db: Db): Promise<boolean> {
  const { now, last, doubted } = await readMoments(db)
  const sinceMs = (moment: Date | null): number => (moment === null ? 0 : now.getTime() - moment.getTime())
  const skew = Math.abs(Date.now() - now.getTime())
  if (skew > MOST_SKEW_MS) {
    log.error({ seconds: Math.round(skew / 1_000) }, "No bodies are deleted for their age: the database's clock is another than ours.")
    return false
  }
  if (sinceMs(last) > MOST_PAUSE_MS && sinceMs(doubted) < DOUBT_MS) {
    const days = Math.floor(sinceMs(last) / DAY_MS)
    log.warn({ days }, "The last time is days ago, or the clock is wrong: bodies are deleted for their age in a day.")
    await db.$executeRaw`INSERT INTO retention_runs (id, at) VALUES (${DOUBTED}, clock_timestamp()) ON CONFLICT DO NOTHING`
    return false
  }
  await db.$executeRaw`
    WITH over AS (DELETE FROM retention_runs WHERE id = ${DOUBTED})
    INSERT INTO retention_runs (id, at) VALUES (${LAST}, clock_timestamp()) ON CONFLICT (id) DO UPDATE SET at = excluded.at`
  return true
}

/** `unread`: whether what nobody understood or let in may go, too. */
async function prune(days: number, unread: boolean, signal: AbortSignal): Promise<void> {
  const db = openPatientDb()
  const pruned = { bodies: 0, orders: 0, quarantined: 0, penned: 0 }
  try {
    if (!signal.aborted && (await askMoment(db)))
      await pruneBodies(db, { before: new Date(Date.now() - days * DAY_MS), unread, signal }, pruned)
  } finally {
    if (pruned.bodies + pruned.quarantined + pruned.penned > 0) {
      log.info(pruned, "Bodies were deleted for their age.")
      await recordDeed(db, PORTLINE, { action: "bodies_deleted", detail: detailOf(days, pruned) })
    }
    await db.$disconnect()
  }
}

/**
 * Deletes bodies by age, at start and once a day. `caughtUp` tells whether what waits was looked at with the keys and the
 * interpreter of today: only then what waits in vain may go.
 */
export function startRetention(days: number, caughtUp: Promise<boolean>): Repeating {
  return repeating({ first: 0, between: DAY_MS }, async (signal) => {
    await prune(days, await caughtUp, signal).catch((error: unknown) => {
      if (!signal.aborted) log.error({ err: error }, "Bodies could not all be deleted for their age; it is tried again in a day.")
    })
  })
}
