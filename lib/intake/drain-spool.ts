import { type FileHandle, open, unlink } from "node:fs/promises"
import { setTimeout as sleep } from "node:timers/promises"
import { intakeDb } from "#lib/db/client.ts"
import { databaseReason, isContentProblem } from "#lib/db/database-reason.ts"
import { endOutage, forgetStuck, noteOutage, noteStuck } from "#lib/db/outage.ts"
import { listSpool, noteDrained, type SpoolName, spoolOwner, spoolPath } from "#lib/db/spool-files.ts"
import { readRecords } from "#lib/db/spool-record.ts"
import { log, outsideRequests } from "#lib/log.ts"
import { metrics } from "#lib/metrics.ts"
import { DrainedElsewhere, drainedTo, keepRecords } from "./keep-spooled.ts"
import { openSpoolFile, sealSpool } from "./spool.ts"

/** How much goes in one transaction. */
const CHUNK = { records: 100, bytes: 4 * 1024 * 1024 }
const RETRY_MS = { first: 100, most: 1_000 }

type Drain = { running: Promise<void> | null; isAskedAgain: boolean; isStopping: boolean }

/** One drain a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineDrain?: Drain }
holder.portlineDrain ??= { running: null, isAskedAgain: false, isStopping: false }
const drain = holder.portlineDrain

async function drainOpened(handle: FileHandle, name: SpoolName): Promise<"done" | "stuck"> {
  let at = await drainedTo(name)
  for (;;) {
    const chunk = await readRecords(handle, at, CHUNK)
    if (chunk.records.length > 0) {
      try {
        at = await keepRecords(chunk.records, name)
        noteDrained(name, at)
        metrics().drained.inc(chunk.records.length)
      } catch (error) {
        if (!isContentProblem(error)) throw error
        noteStuck({ file: name, at, reason: databaseReason(error) })
        return "stuck"
      }
      endOutage()
    }
    if (chunk.state === "damaged") {
      noteStuck({ file: name, at: chunk.end, reason: "the file is damaged there; what follows is not read." })
      return "stuck"
    }
    if (chunk.state === "torn")
      log.warn({ file: name, at: chunk.end }, "A spool file ends within a webhook that was not acknowledged: dropped.")
    if (chunk.state !== "more") return "done"
  }
}

async function drainFile(name: SpoolName): Promise<void> {
  const handle = await open(spoolPath(name), "r").catch(() => null)
  if (!handle) return
  try {
    if ((await drainOpened(handle, name)) === "stuck") return
  } catch (error) {
    if (!(error instanceof DrainedElsewhere)) throw error
    noteDrained(name, null)
    return
  } finally {
    await handle.close()
  }
  forgetStuck(name)
  await unlink(spoolPath(name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error
  })
  noteDrained(name, null)
  await intakeDb().$executeRaw`DELETE FROM spool_files WHERE name = ${name}`
}

/** Drains what is not being written: our own files and those of processes that are no more, the oldest first. */
async function drainEnded(): Promise<void> {
  for (const name of await listSpool()) {
    if (spoolOwner(name) === "other" || name === openSpoolFile()) continue
    await drainFile(name)
    if (drain.isStopping) return
  }
}

/** The file at hand is ended only once the others are drained: an outage, however long, makes no more than a few. */
async function drainAll(): Promise<void> {
  await intakeDb().$queryRaw`SELECT 1`
  await drainEnded()
  if (openSpoolFile() === null) return
  await sealSpool()
  await drainEnded()
}

async function drainUntilDone(): Promise<void> {
  let pause = RETRY_MS.first
  while (!drain.isStopping) {
    drain.isAskedAgain = false
    try {
      await drainAll()
      endOutage()
      if (!drain.isAskedAgain) return
    } catch (error) {
      noteOutage(databaseReason(error))
      await sleep(pause, undefined, { ref: false })
      pause = Math.min(pause * 2, RETRY_MS.most)
    }
  }
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
    if (drain.isAskedAgain && !drain.isStopping) void drainSpool()
  })
  return drain.running
}

/** Ends the drain after the piece under way; the rest waits on disk for the next start. */
export async function stopDraining(): Promise<void> {
  drain.isStopping = true
  await drain.running
  await sealSpool()
}
