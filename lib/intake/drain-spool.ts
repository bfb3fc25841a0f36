import { intakeDb } from "#lib/db/client.ts"
import { databaseReason, isWait } from "#lib/db/database-reason.ts"
import { doesKeep } from "#lib/db/does-keep.ts"
import { currentOutage, endOutage, noteOutage, relapsePause, stuckFiles } from "#lib/db/outage.ts"
import { type SpoolName, spoolOwner } from "#lib/db/spool-files.ts"
import { outsideRequests } from "#lib/log.ts"
import { drainFile, listFiles } from "./drain-file.ts"
import { openSpoolFile, sealSpool } from "./spool.ts"

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

/** Somebody holds a row that a file's next webhooks need, while the database keeps others. */
class RowHeld extends Error {}

/** True once it is drained, or not to be drained; false where it has to wait for a row, which holds up no other file. */
async function drainUnlessHeld(name: SpoolName): Promise<boolean> {
  try {
    await drainFile(name)
    return true
  } catch (error) {
    if (!isWait(error) || !(await doesKeep())) throw error
    return false
  }
}

/** Drains what is not being written: our own files and those of processes that are no more, the oldest first. Returns whether none of them waits for a row. */
async function drainEnded(): Promise<boolean> {
  let areAllDrained = true
  for (const name of await listFiles()) {
    if (spoolOwner(name) === "other" || name === openSpoolFile()) continue
    if (!(await drainUnlessHeld(name))) areAllDrained = false
    if (drain.isStopping) return true
  }
  return areAllDrained
}

/** The file at hand is ended only once the others are drained: an outage, however long, makes no more than a few. */
async function drainAll(): Promise<void> {
  await intakeDb().$queryRaw`SELECT 1`
  let areAllDrained = await drainEnded()
  if (openSpoolFile() !== null) {
    await sealSpool()
    areAllDrained = await drainEnded()
  }
  if (!areAllDrained) throw new RowHeld()
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
    if (currentOutage()) await rest(relapsePause())
    if (drain.isStopping) return
    drain.isAskedAgain = false
    try {
      await drainAll()
      endOutage()
      if (!drain.isAskedAgain) return
    } catch (error) {
      if (error instanceof RowHeld) endOutage()
      else noteOutage(databaseReason(error))
      await rest(pause)
      pause = Math.min(pause * 2, RETRY_MS.most)
    }
  }
}

function lookAgainLater(): void {
  if (drain.later) clearTimeout(drain.later)
  drain.later = setTimeout(() => void drainSpool(), STUCK_RETRY_MS).unref()
}

/**
 * Brings what is in the spool into the log, in order of receipt, while new webhooks go on; tries until the database
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
