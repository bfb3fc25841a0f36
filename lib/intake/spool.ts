import type { FileHandle } from "node:fs/promises"
import { createSpoolFile, newSpoolName, type SpoolName, spoolSize } from "#lib/db/spool-files.ts"
import { encodeRecord } from "#lib/db/spool-record.ts"
import { log } from "#lib/log.ts"
import { type Batcher, createBatcher } from "./batch.ts"
import { DISK_MS, heardInTime } from "./heard-in-time.ts"
import { readDelivery } from "./read-delivery.ts"
import type { Receipt } from "./receipt.ts"
import type { Try } from "./tries.ts"

/** All files of all workers together. */
const MOST_BYTES = 256 * 1024 * 1024
/** What may wait in memory for one sync of the disk. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024
/** A disk that does not answer must not make Telnyx wait: an answer is due 1.5 s after the last byte. */
const ANSWER_MS = 1_400
/** A spooled webhook as it is read again, with the tries to keep it that may have gone through unseen. */
export type Spooled = { readonly receipt: Receipt; readonly tries: readonly Try[] }

type Head = Pick<Receipt, "id" | "receivedAt" | "verified" | "headers"> & { readonly encoded: boolean; readonly tries: readonly Try[] }
/** `isLinked`: some file systems count no links. */
type Open = { readonly name: SpoolName; readonly handle: FileHandle; end: number; readonly isLinked: boolean }
/** `name`: of the file at hand, from before it is made on. */
type Spool = {
  file: Open | null
  name: SpoolName | null
  number: number
  writing: Promise<void>
  waitingBytes: number
  append: Batcher<Buffer, true>
}

/** One file a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineSpool?: Spool }

function spool(): Spool {
  holder.portlineSpool ??= {
    file: null,
    name: null,
    number: 0,
    writing: Promise.resolve(),
    waitingBytes: 0,
    append: createBatcher({
      maxSize: 1_024,
      maxWeight: 16 * 1024 * 1024,
      weigh: (record: Buffer) => record.length,
      lingerMs: 0,
      // One write at a time: each begins where the one before has ended.
      patienceMs: 2 ** 31 - 1,
      work: writeTogether,
    }),
  }
  return holder.portlineSpool
}

async function openFile(): Promise<Open> {
  const own = spool()
  own.number++
  // Named first: a drain that finds the file while it is made would take it for one that has ended, and remove it.
  own.name = newSpoolName(own.number)
  try {
    const handle = await createSpoolFile(own.name)
    const { size, nlink } = await handle.stat()
    own.file = { name: own.name, handle, end: size, isLinked: nlink > 0 }
    return own.file
  } catch (error) {
    own.name = null
    throw error
  }
}

/** The file at hand is none any more; the next webhook begins another. */
function letGo(own: Spool): void {
  own.file = null
  own.name = null
}

/** Another process took the file at hand for nobody's, as one in another container does, and removed it: what stands there is gone with it. */
class FileGone extends Error {}

async function write(records: readonly Buffer[]): Promise<void> {
  const bytes = records.reduce((sum, { length }) => sum + length, 0)
  if ((await spoolSize()) + bytes > MOST_BYTES) throw new Error("the spool is full (256 MiB)")
  const file = spool().file ?? (await openFile())
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
    letGo(spool())
    throw error
  }
}

/** Into another file where the one at hand is gone. */
async function writeAnyhow(records: readonly Buffer[]): Promise<void> {
  try {
    await write(records)
  } catch (error) {
    if (!(error instanceof FileGone)) throw error
    log.error({ err: error }, "Another process has removed a file of the spool that this one wrote: DATA_DIR must be one's own.")
    await write(records)
  }
}

/** One write and one sync for all that wait. */
async function writeTogether(records: readonly Buffer[]): Promise<readonly true[]> {
  const own = spool()
  const written = writeAnyhow(records)
  own.writing = written.catch(() => {})
  try {
    await written
    return records.map(() => true)
  } finally {
    for (const { length } of records) own.waitingBytes -= length
  }
}

async function appendInTime(record: Buffer, receivedAt: number): Promise<void> {
  const own = spool()
  if (own.waitingBytes + record.length > MOST_WAITING_BYTES) throw new Error("the disk is too slow")
  own.waitingBytes += record.length
  await heardInTime(own.append(record), Math.min(ANSWER_MS, Math.max(DISK_MS, receivedAt + ANSWER_MS - Date.now())))
}

/** Puts a webhook on disk: it stays when this returns. Throws where the disk or the spool's bound does not allow it. */
export async function spoolReceipt(receipt: Receipt, tries: readonly Try[]): Promise<void> {
  const { id, receivedAt, verified, headers, raw, reason } = receipt
  const head: Head = { id, receivedAt, verified, headers, encoded: reason === "content_encoding", tries }
  await appendInTime(encodeRecord(head, raw), receivedAt)
}

/** A webhook as its record in the spool tells it. The bytes are interpreted anew, as this version does. */
export function readSpooled({ head, raw }: { readonly head: unknown; readonly raw: Buffer }): Spooled {
  const { id, receivedAt, verified, headers, encoded, tries } = head as Head
  return { receipt: { ...readDelivery({ source: "webhook", raw, receivedAt, verified, headers }, encoded), id }, tries }
}

/** Ends this process's file, so that it can be drained; the next webhook begins another. */
export async function sealSpool(): Promise<void> {
  const own = spool()
  let writing: Promise<void>
  do {
    writing = own.writing
    await writing
  } while (writing !== own.writing)
  const { file } = own
  letGo(own)
  await file?.handle.close()
}

/** The file that is being made or written just now. */
export const openSpoolFile = (): SpoolName | null => spool().name
