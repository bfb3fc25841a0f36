import type { FileHandle } from "node:fs/promises"
import { crc32 } from "node:zlib"

/**
 * The spool's file format. A file begins with MAGIC; then come records: length of the rest, its CRC-32, the CRC-32 of
 * these eight bytes (12 bytes, big-endian), then the length of the head (4 bytes), the head as JSON, and the webhook's
 * bytes as they came. The second checksum tells a length that was damaged from a record that was cut off.
 */
export const MAGIC = Buffer.from("PLSPOOL1")
const FRAME = 12
const LONGEST = 4 * 1024 * 1024

/** One webhook in the spool. `start` and `end` are bytes of its file. */
export type SpoolRecord = { readonly start: number; readonly end: number; readonly head: unknown; readonly raw: Buffer }

/** What a file holds from a place on, and how that ends: with more, at the end, cut off by a crash, or damaged. */
export type SpoolChunk = {
  readonly records: readonly SpoolRecord[]
  readonly end: number
  readonly state: "more" | "end" | "torn" | "damaged"
}

export function encodeRecord(head: unknown, raw: Uint8Array): Buffer {
  const json = Buffer.from(JSON.stringify(head))
  const record = Buffer.alloc(FRAME + 4 + json.length + raw.length)
  record.writeUInt32BE(json.length, FRAME)
  json.copy(record, FRAME + 4)
  record.set(raw, FRAME + 4 + json.length)
  record.writeUInt32BE(record.length - FRAME, 0)
  record.writeUInt32BE(crc32(record.subarray(FRAME)), 4)
  record.writeUInt32BE(crc32(record.subarray(0, 8)), 8)
  return record
}

type Framed = { readonly state: "whole"; readonly length: number } | { readonly state: "torn" | "damaged" }

/** What stands at a place of the file that holds `left` bytes from there on. */
function readFrame(bytes: Buffer, left: number): Framed {
  if (bytes.length < FRAME) return { state: left < FRAME ? "torn" : "damaged" }
  if (crc32(bytes.subarray(0, 8)) !== bytes.readUInt32BE(8)) return { state: "damaged" }
  const length = bytes.readUInt32BE(0)
  if (length > LONGEST || length < 4) return { state: "damaged" }
  return left < FRAME + length ? { state: "torn" } : { state: "whole", length }
}

function decode(rest: Buffer): Pick<SpoolRecord, "head" | "raw"> | null {
  const headLength = rest.readUInt32BE(0)
  if (headLength > rest.length - 4) return null
  return { head: JSON.parse(rest.toString("utf8", 4, 4 + headLength)), raw: rest.subarray(4 + headLength) }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

/** How much is read at once: many small records take one read. */
const WINDOW = 256 * 1024

/** Reads pieces of a file one after the other, most of them out of what the one before has brought. */
function openWindow(handle: FileHandle): (position: number, length: number) => Promise<Buffer> {
  let [start, held]: [number, Buffer] = [0, Buffer.alloc(0)]
  return async (position, length) => {
    if (position < start || position + length > start + held.length) {
      held = await readAt(handle, position, Math.max(length, WINDOW))
      start = position
    }
    return held.subarray(position - start, position - start + length)
  }
}

/** A file that grew and was not filled before the power went holds zeros there: nothing that was acknowledged. */
async function isEmptyFrom(handle: FileHandle, from: number, size: number): Promise<boolean> {
  for (let at = from; at < size; at += LONGEST) {
    if ((await readAt(handle, at, Math.min(LONGEST, size - at))).some((byte) => byte !== 0)) return false
  }
  return true
}

/** Reads whole records from a place on, up to a number of them and of bytes. */
export async function readRecords(
  handle: FileHandle,
  from: number,
  most: { readonly records: number; readonly bytes: number },
): Promise<SpoolChunk> {
  const { size } = await handle.stat()
  const [read, records]: [ReturnType<typeof openWindow>, SpoolRecord[]] = [openWindow(handle), []]
  let at = from
  const ended = async (state: "torn" | "damaged"): Promise<SpoolChunk> => ({
    records,
    end: at,
    state: state === "damaged" && (await isEmptyFrom(handle, at, size)) ? "torn" : state,
  })
  while (at < size) {
    if (records.length === most.records || at - from >= most.bytes) return { records, end: at, state: "more" }
    const frame = await read(at, FRAME)
    const framed = readFrame(frame, size - at)
    if (framed.state !== "whole") return ended(framed.state)
    const rest = await read(at + FRAME, framed.length)
    const decoded = crc32(rest) === frame.readUInt32BE(4) ? decode(rest) : null
    if (!decoded) return ended("damaged")
    records.push({ start: at, end: at + FRAME + framed.length, ...decoded })
    at += FRAME + framed.length
  }
  return { records, end: at, state: "end" }
}

/** Where the whole records from a place on end, by their frames alone. */
export async function findRecordEnds(handle: FileHandle, from: number): Promise<number[]> {
  const { size } = await handle.stat()
  const [read, ends]: [ReturnType<typeof openWindow>, number[]] = [openWindow(handle), []]
  for (let at = from; at < size; at = ends.at(-1) ?? size) {
    const framed = readFrame(await read(at, FRAME), size - at)
    if (framed.state !== "whole") break
    ends.push(at + FRAME + framed.length)
  }
  return ends
}
