import { intakeDb } from "#lib/db/client.ts"
import { databaseReason } from "#lib/db/database-reason.ts"
import { doesKeep } from "#lib/db/does-keep.ts"
import { currentOutage, endOutage, noteOutage, outagePause, stuckFiles } from "#lib/db/outage.ts"
import { spoolOwner } from "#lib/db/spool-files.ts"
import { outsideRequests } from "#lib/log.ts"
import { listFiles } from "./drain-file.ts"
import { drainUnlessHeld, isDone } from "./drain-unless-held.ts"
import { sealSpool } from "./spool.ts"
import { openSpoolFile } from "./spool-file.ts"

const RETRY_MS = { first: 100, most: 1_000 }
/** How soon after a drain that left a file behind the next one looks whether it can be read again. */
const STUCK_RETRY_MS = 60_000

type Drain = {
  running: Promise<void> | null
  isAskedAgain: boolean
  isStopping: boolean
  later: NodeJS.Timeout | null
  /** Ends the pause between two tries. */
  wake: (() => void) | null
}

/** One drain a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineDrain?: Drain }
holder.portlineDrain ??= { running: null, isAskedAgain: false, isStopping: false, later: null, wake: null }
const drain = holder.portlineDrain

/** Drains what is not being written: our own files and those of processes that are no more, the oldest first. Returns whether none of them waits for a row. */
async function drainEnded(): Promise<boolean> {
  let areAllDrained = true
  for (const name of await listFiles()) {
    if (spoolOwner(name) === "other" || name === openSpoolFile()) continue
    if (!(await drainUnlessHeld(name, () => drain.isStopping))) areAllDrained = false
    if (drain.isStopping) break
  }
  return areAllDrained
}

/** Throws where an outage goes on: nothing was there to be drained, and so nothing has told that it is over. */
async function endOutageIfOver(): Promise<void> {
  const outage = currentOutage()
  if (outage && !(await doesKeep())) throw new Error(outage.reason)
  endOutage()
}

/**
 * The file at hand is ended only once the others are drained, but for those that wait for a row: an outage, however long, makes
 * no more than a few. Returns whether none waits.
 */
async function drainAll(): Promise<boolean> {
  if (!(await isDone(() => intakeDb().$queryRaw`SELECT 1`))) return false
  let areAllDrained = await drainEnded()
  if (openSpoolFile() !== null && !drain.isStopping) {
    await sealSpool()
    areAllDrained = await drainEnded()
  }
  if (!drain.isStopping) await endOutageIfOver()
  return areAllDrained
}

/** Keeps no process alive; who stops the drain does not wait for it, or the process would run out of things to do meanwhile. */
function rest(ms: number): Promise<void> {
  return new Promise((resolve) => {
    drain.wake = resolve
    setTimeout(resolve, ms).unref()
  })
}

async function drainUntilDone(): Promise<void> {
  let pause = RETRY_MS.first
  while (!drain.isStopping) {
    if (currentOutage()) await rest(outagePause())
    if (drain.isStopping) return
    drain.isAskedAgain = false
    try {
      const areAllDrained = await drainAll()
      if (areAllDrained && !drain.isAskedAgain && !currentOutage()) return
      if (areAllDrained) continue
    } catch (error) {
      noteOutage(databaseReason(error))
    }
    await rest(pause)
    pause = Math.min(pause * 2, RETRY_MS.most)
  }
}

function lookAgainLater(): void {
  if (drain.later) clearTimeout(drain.later)
  drain.later = setTimeout(() => void drainSpool(), STUCK_RETRY_MS).unref()
}

/**
 * Brings what is in the spool into the log, those of a file in order of receipt, while new webhooks go on; tries until the database
 * takes it. Each webhook once: how far a file is drained is written with what was drained, and what an unseen try had
 * kept already is passed over.
 */
export function drainSpool(): Promise<void> {
  drain.isAskedAgain = true
  drain.running ??= outsideRequests(drainUntilDone).finally(() => {
    drain.running = null
    if (drain.isStopping) return
    if (drain.isAskedAgain) void drainSpool()
    else if (stuckFiles().length > 0) lookAgainLater()
  })
  return drain.running
}

/** Ends the drain after the piece under way; the rest waits on disk for the next start. */
export async function stopDraining(): Promise<void> {
  drain.isStopping = true
  if (drain.later) clearTimeout(drain.later)
  drain.wake?.()
  await drain.running
  await sealSpool()
}
