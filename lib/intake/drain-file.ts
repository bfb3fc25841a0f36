import { type FileHandle, open } from "node:fs/promises"
import { intakeDb } from "#lib/db/client.ts"
import { databaseReason, isContentProblem } from "#lib/db/database-reason.ts"
import { endOutage, forgetStuck, noteStuck, stuckFiles } from "#lib/db/outage.ts"
import { listSpool, noteDrained, removeSpoolFile, type SpoolName, spoolPath, unlessMissing } from "#lib/db/spool-files.ts"
import { readRecords } from "#lib/db/spool-record.ts"
import { errorLine, log } from "#lib/log.ts"
import { metrics } from "#lib/metrics.ts"
import { DrainedElsewhere, DrainedLess, drainedTo, keepRecords } from "./keep-spooled.ts"

/** How much goes in one transaction. */
export const CHUNK = { records: 100, bytes: 4 * 1024 * 1024 }
/** By which the folder is told among the files that cannot be drained. */
const FOLDER = "spool/"

/** The disk does not let a file be read or removed: that file's trouble, which says nothing of the database. */
class DiskTrouble extends Error {}

/** As `unlessMissing`; any other failure is told as the disk's. `what`: that it does not do. */
async function fromDisk<Answer, Missing>(asked: Promise<Answer>, missing: Missing, what = "let it be read"): Promise<Answer | Missing> {
  try {
    return await unlessMissing(asked, missing)
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : errorLine(error)
    throw new DiskTrouble(`the disk does not ${what} (${code}).`, { cause: error })
  }
}

/** How a file is drained: so many records at once at most, and whether to end after the piece under way. */
export type Pace = { readonly records: number; readonly isStopping: () => boolean }

async function drainOpened(handle: FileHandle, name: SpoolName, { records, isStopping }: Pace): Promise<"done" | "stuck" | "stopped"> {
  let at = await drainedTo(name)
  for (;;) {
    if (isStopping()) return "stopped"
    const chunk = await fromDisk(readRecords(handle, at, { ...CHUNK, records }), null)
    if (chunk === null) return "done"
    if (chunk.records.length > 0) {
      try {
        at = await keepRecords(chunk.records, name)
        noteDrained(name, at)
        metrics().drained.inc(chunk.records.length)
      } catch (error) {
        if (error instanceof DrainedLess) {
          at = await drainedTo(name)
          continue
        }
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

/** A process that is none of ours, as one in another container, may write on while it is read: to the end is what is there then. */
async function drainWhole(handle: FileHandle, name: SpoolName, pace: Pace): Promise<boolean> {
  for (;;) {
    const { size } = await handle.stat()
    if ((await drainOpened(handle, name, pace)) !== "done") return false
    if ((await handle.stat()).size === size) return true
  }
}

/** True once nothing of it waits any more. */
async function drainToEnd(name: SpoolName, pace: Pace): Promise<boolean> {
  const handle = await fromDisk(open(spoolPath(name), "r"), null)
  if (!handle) return true
  try {
    if (!(await drainWhole(handle, name, pace))) return false
  } catch (error) {
    if (error instanceof DrainedElsewhere) return true
    throw error
  } finally {
    await handle.close()
  }
  await fromDisk(removeSpoolFile(name), null, "let it be removed; all of it is in the database")
  await intakeDb().$executeRaw`DELETE FROM spool_files WHERE name = ${name}`
  return true
}

/** A file that the disk does not give is told, and costs the others nothing. */
export async function drainFile(name: SpoolName, pace: Pace): Promise<void> {
  try {
    if (!(await drainToEnd(name, pace))) return
    forgetStuck(name)
    noteDrained(name, null)
  } catch (error) {
    if (!(error instanceof DiskTrouble)) throw error
    noteStuck({ file: name, at: 0, reason: error.message })
  }
}

/** The files there are, the oldest first; none where the folder cannot be read, which is told as of a file. */
export async function listFiles(): Promise<SpoolName[]> {
  try {
    const names = await fromDisk<SpoolName[], SpoolName[]>(listSpool(), [])
    for (const { file } of stuckFiles()) if (!names.includes(file)) forgetStuck(file)
    return names
  } catch (error) {
    noteStuck({ file: FOLDER, at: 0, reason: errorLine(error) })
    return []
  }
}
