import { type FileHandle, open, rename, rm, stat } from "node:fs/promises"
import { dirname } from "node:path"
import { Writable } from "node:stream"
import { StartProblem } from "./bring-up-database.ts"

/** What only a disk says. A connection that breaks has other codes, and is no fault of the file. */
const DISK_CODES = ["ENOSPC", "EDQUOT", "EFBIG", "EIO"]

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : String(error))

function cannotWrite(file: string): (error: unknown) => never {
  return (error) => {
    throw new StartProblem(`${file} cannot be written (${codeOf(error)}).`)
  }
}

/** Throws where the file is there already and may not be replaced. */
export async function refuseExisting(file: string, force: boolean): Promise<void> {
  if (!force && (await stat(file).catch(() => null)))
    throw new StartProblem(`${file} exists already: name another file, or add --force to replace it.`)
}

/** Whether this path is still the file that we write: somebody else's may have taken its place. */
async function isOurs(handle: FileHandle, path: string): Promise<boolean> {
  const [own, there] = await Promise.all([handle.stat(), stat(path).catch(() => null)])
  return there !== null && own.ino === there.ino && own.dev === there.dev
}

/** What is renamed is there after a power cut only when the folder is on disk, too. Not every system can sync one. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => null)
  await folder?.sync().catch(() => {})
  await folder?.close()
}

/** A stream that leaves the handle open, whatever becomes of the stream: it is still to be synced, or removed. */
function streamTo(handle: FileHandle): Writable {
  return new Writable({ write: (chunk, _encoding, done) => void handle.appendFile(chunk).then(() => done(), done) })
}

async function openNew(path: string, file: string): Promise<FileHandle> {
  // One that a killed process has left is in nobody's way.
  await rm(path, { force: true }).catch(cannotWrite(file))
  return open(path, "wx", 0o600).catch(cannotWrite(file))
}

/**
 * Writes a file that is there whole or not at all: under a name of its own, readable by its owner only, synced, then
 * renamed.
 */
export async function writeWholeFile(file: string, force: boolean, write: (out: Writable) => Promise<void>): Promise<void> {
  const partial = `${file}.partial`
  const handle = await openNew(partial, file)
  try {
    await write(streamTo(handle)).catch((error: unknown) => {
      if (DISK_CODES.includes(codeOf(error))) cannotWrite(file)(error)
      throw error
    })
    await handle.sync().catch(cannotWrite(file))
    await refuseExisting(file, force)
    if (!(await isOurs(handle, partial))) throw new StartProblem(`another process has taken ${partial} away: nothing was written.`)
    await rename(partial, file).catch(cannotWrite(file))
    await syncFolder(dirname(file))
  } catch (error) {
    if (await isOurs(handle, partial)) await rm(partial, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}
