import { encodeRecord } from "#lib/db/spool-record.ts"
import { type Batcher, createBatcher } from "./batch.ts"
import { DISK_MS, heardInTime } from "./heard-in-time.ts"
import { readDelivery } from "./read-delivery.ts"
import type { Receipt } from "./receipt.ts"
import { endFile, writeRecords } from "./spool-file.ts"
import type { Try } from "./tries.ts"

/** What may wait in memory for one sync of the disk. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024
/** A disk that does not answer must not make Telnyx wait: an answer is due 1.5 s after the last byte. */
const ANSWER_MS = 1_400
/** A spooled webhook as it is read again, with the tries to keep it that may have gone through unseen. */
export type Spooled = { readonly receipt: Receipt; readonly tries: readonly Try[] }

type Head = Pick<Receipt, "id" | "receivedAt" | "verified" | "headers"> & { readonly encoded: boolean; readonly tries: readonly Try[] }
type Spool = {
  writing: Promise<void>
  waitingBytes: number
  append: Batcher<Buffer, true>
}

/** One a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineSpool?: Spool }

function spool(): Spool {
  holder.portlineSpool ??= {
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

/** One write and one sync for all that wait. */
async function writeTogether(records: readonly Buffer[]): Promise<readonly true[]> {
  const own = spool()
  const written = writeRecords(records)
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
  await endFile()
}
