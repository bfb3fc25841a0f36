import type { FileHandle } from "node:fs/promises"
import { createSpoolFile, newSpoolName, type SpoolName, spoolSize } from "#lib/db/spool-files.ts"
import { log } from "#lib/log.ts"

/** All files of all workers together. */
const MOST_BYTES = 256 * 1024 * 1024

/** `isLinked`: some file systems count no links. */
type Open = { readonly name: SpoolName; readonly handle: FileHandle; end: number; readonly isLinked: boolean }
/** `name`: of the file at hand, from before it is made on. */
type AtHand = { file: Open | null; name: SpoolName | null; number: number }

/** One file a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineSpoolFile?: AtHand }
holder.portlineSpoolFile ??= { file: null, name: null, number: 0 }
const atHand = holder.portlineSpoolFile

async function openFile(): Promise<Open> {
  atHand.number++
  // Named first: a drain that finds the file while it is made would take it for one that has ended, and remove it.
  atHand.name = newSpoolName(atHand.number)
  try {
    const handle = await createSpoolFile(atHand.name)
    const { size, nlink } = await handle.stat()
    atHand.file = { name: atHand.name, handle, end: size, isLinked: nlink > 0 }
    return atHand.file
  } catch (error) {
    atHand.name = null
    throw error
  }
}

/** The file at hand is none any more; the next webhook begins another. */
function letGo(): void {
  atHand.file = null
  atHand.name = null
}

/** Another process took the file at hand for nobody's, as one in another container does, and removed it: what stands there is gone with it. */
class FileGone extends Error {}

async function write(records: readonly Buffer[]): Promise<void> {
  const bytes = records.reduce((sum, { length }) => sum + length, 0)
  if ((await spoolSize()) + bytes > MOST_BYTES) throw new Error("the spool is full (256 MiB)")
  const file = atHand.file ?? (await openFile())
  try {
    const { bytesWritten } = await file.handle.writev([...records], file.end)
    if (bytesWritten !== bytes) throw new Error("the disk took only a part")
    await file.handle.datasync()
    if (file.isLinked && (await file.handle.stat()).nlink === 0) throw new FileGone(`the spool's file ${file.name} was removed`)
    file.end += bytes
  } catch (error) {
    // What the disk holds now is not known: nothing more goes behind it.
    await file.handle.truncate(file.end).catch(() => {})
    await file.handle.close().catch(() => {})
    letGo()
    throw error
  }
}

/** Writes records behind each other and waits for the disk; into another file where the one at hand is gone. */
export async function writeRecords(records: readonly Buffer[]): Promise<void> {
  try {
    await write(records)
  } catch (error) {
    if (!(error instanceof FileGone)) throw error
    log.error({ err: error }, "Another process has removed a file of the spool that this one wrote: DATA_DIR must be one's own.")
    await write(records)
  }
}

/** Ends the file at hand, so that it can be drained; the next record begins another. */
export async function endFile(): Promise<void> {
  const { file } = atHand
  letGo()
  await file?.handle.close()
}

/** The file that is being made or written just now. */
export const openSpoolFile = (): SpoolName | null => atHand.name
