import { type FileHandle, mkdir, open, readdir, stat, unlink } from "node:fs/promises"
import { join } from "node:path"
import { env } from "#lib/env.ts"
import { ownerOf, ownIdentity } from "./process-identity.ts"
import { findRecordEnds, MAGIC } from "./spool-record.ts"

/** The files of the spool: each is written by one process, and named after when it was begun and by whom. */
const NAME = /^[0-9a-z]+-(\d+)-(\d+)-\d+\.spool$/

export type SpoolName = string

export const spoolFolder = (): string => join(env().dataDir, "spool")
export const spoolPath = (name: SpoolName): string => join(spoolFolder(), name)

/** The name of this process's next file: names sort by the time of their beginning. */
export function newSpoolName(number: number): SpoolName {
  return `${Date.now().toString(36).padStart(9, "0")}-${ownIdentity()}-${number}.spool`
}

/** Whose file it is. */
export function spoolOwner(name: SpoolName): ReturnType<typeof ownerOf> {
  const [, pid = "0", began = "0"] = NAME.exec(name) ?? []
  return ownerOf(pid, began)
}

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT"

/** The disk's answer, or `missing` where there is no such file or folder. Any other failure is the caller's. */
export function unlessMissing<Answer, Missing>(asked: Promise<Answer>, missing: Missing): Promise<Answer | Missing> {
  return asked.catch((error: unknown) => {
    if (isMissing(error)) return missing
    throw error
  })
}

/** The files there are, the oldest first. Throws where the folder is there and cannot be read. */
export async function listSpool(): Promise<SpoolName[]> {
  const names = await unlessMissing(readdir(spoolFolder()), [])
  return names.filter((name) => NAME.test(name)).sort()
}

/** Bytes of all files together. */
export async function spoolSize(): Promise<number> {
  const files = await Promise.all((await listSpool()).map((name) => unlessMissing(stat(spoolPath(name)), null)))
  return files.reduce((sum, file) => sum + (file?.size ?? 0), 0)
}

/** Makes a file that is there after a power cut, too: it and the folder are on disk. */
export async function createSpoolFile(name: SpoolName): Promise<FileHandle> {
  await mkdir(spoolFolder(), { recursive: true, mode: 0o700 })
  const handle = await open(spoolPath(name), "wx", 0o600)
  try {
    await handle.write(MAGIC, 0, MAGIC.length, 0)
    await handle.datasync()
  } catch (error) {
    // A full disk: neither the handle nor an empty file may be left for each webhook that is refused.
    await handle.close()
    await unlink(spoolPath(name)).catch(() => {})
    throw error
  }
  await syncFolder()
  return handle
}

async function syncFolder(): Promise<void> {
  const folder = await open(spoolFolder(), "r").catch(() => null)
  await folder?.sync().catch(() => {})
  await folder?.close()
}

/** Removes a file so that it is not there after a power cut either, when the database does not know any more that it was drained. */
export async function removeSpoolFile(name: SpoolName): Promise<void> {
  await unlink(spoolPath(name))
  await syncFolder()
}

/** How far this process has drained files that are still there. Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineDrained?: Map<SpoolName, number> }
holder.portlineDrained ??= new Map()
const drained = holder.portlineDrained

export function noteDrained(name: SpoolName, to: number | null): void {
  if (to === null) drained.delete(name)
  else drained.set(name, to)
}

/** Up to where this process has drained a file that is still there. */
export const drainedPlace = (name: SpoolName): number => drained.get(name) ?? 0

/** Where the records of files end, as far as they have been counted: a file is read once, however often it is asked about. */
const counted = new Map<SpoolName, readonly number[]>()

/** How many of these, in ascending order, lie beyond a place. */
function countBeyond(ends: readonly number[], place: number): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return ends.length - low
}

/** Reads on where it has read before. */
async function countRecords(name: SpoolName): Promise<void> {
  const handle = await unlessMissing(open(spoolPath(name), "r"), null)
  if (!handle) return void counted.delete(name)
  try {
    const known = counted.get(name) ?? []
    counted.set(name, known.concat(await findRecordEnds(handle, known.at(-1) ?? MAGIC.length)))
  } finally {
    await handle.close()
  }
}

/**
 * How many webhooks wait in the spool. `written`: up to which byte the database says that files are drained, where it could be asked.
 * Of what cannot be read now they are those seen before: the drain, which meets the same, says what is wrong there.
 */
export async function countSpooled(written: ReadonlyMap<SpoolName, number> = new Map()): Promise<number> {
  const names = await listSpool().catch(() => [...counted.keys()])
  for (const name of counted.keys()) if (!names.includes(name)) counted.delete(name)
  let sum = 0
  for (const name of names) {
    await countRecords(name).catch(() => {})
    sum += countBeyond(counted.get(name) ?? [], Math.max(drained.get(name) ?? 0, written.get(name) ?? 0))
  }
  return sum
}
