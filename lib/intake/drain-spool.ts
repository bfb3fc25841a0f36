import { type FileHandle, open, unlink } from "node:fs/promises"
import { setTimeout as sleep } from "node:timers/promises"
import { intakeDb, type Tx } from "#lib/db/client.ts"
import { databaseReason, isContentProblem } from "#lib/db/database-reason.ts"
import { endOutage, forgetStuck, noteOutage, noteStuck } from "#lib/db/outage.ts"
import { listSpool, noteDrained, ownerOf, type SpoolName, spoolPath } from "#lib/db/spool-files.ts"
import { MAGIC, readRecords, type SpoolRecord } from "#lib/db/spool-record.ts"
import { isDataProblem, keepWithin, ProjectionFailed } from "./keep-receipts.ts"
import { openSpoolFile, readSpooled, type Spooled, sealSpool } from "./spool.ts"

/** How much goes in one transaction. */
const CHUNK = { records: 100, bytes: 4 * 1024 * 1024 }
const DRAIN_MS = 1_000
const RETRY_MS = { first: 100, most: 1_000 }

type Place = { readonly name: SpoolName; readonly end: number }
type Drain = { running: Promise<void> | null; isAskedAgain: boolean; isStopping: boolean }

/** One drain a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineDrain?: Drain }
holder.portlineDrain ??= { running: null, isAskedAgain: false, isStopping: false }
const drain = holder.portlineDrain

/** Closes the runs of these tries: what was not kept by now never will be. Returns those that were not. */
async function notKept(tx: Tx, spooled: readonly Spooled[]): Promise<Spooled[]> {
  const runs = [...new Set(spooled.flatMap(({ tries }) => tries.map(({ run }) => run)))].sort()
  if (runs.length === 0) return [...spooled]
  const rows = await tx.$queryRaw<{ id: string; place: number }[]>`
    INSERT INTO intake_runs AS r (id, place, closed, at)
    SELECT id, 0, true, clock_timestamp() FROM unnest(${runs}::uuid[]) AS t(id) ORDER BY id
    ON CONFLICT (id) DO UPDATE SET closed = true
    RETURNING id::text, place::float8`
  const kept = new Map(rows.map(({ id, place }) => [id, place]))
  return spooled.filter(({ tries }) => !tries.some(({ run, place }) => place <= (kept.get(run) ?? 0)))
}

/** Keeps a piece of a file, and writes down with it how far the file is drained. Returns that place. */
async function keepPiece(records: readonly SpoolRecord[], { name, end }: Place, projecting: boolean): Promise<number> {
  const spooled = records.map(readSpooled)
  return intakeDb().$transaction(
    async (tx) => {
      const [row] = await tx.$queryRaw<{ drained_to: number }[]>`
        INSERT INTO spool_files AS f (name, drained_to) VALUES (${name}, 0)
        ON CONFLICT (name) DO UPDATE SET drained_to = f.drained_to RETURNING drained_to::float8`
      // Another process, or this one before a crash, has been here.
      if ((row?.drained_to ?? 0) >= end) return row?.drained_to ?? end
      const receipts = (await notKept(tx, spooled)).map(({ receipt }) => receipt)
      if (receipts.length > 0) await keepWithin(tx, receipts, { projecting, limited: false, attempt: null })
      await tx.$executeRaw`UPDATE spool_files SET drained_to = ${end} WHERE name = ${name}`
      return end
    },
    { maxWait: DRAIN_MS / 2, timeout: DRAIN_MS },
  )
}

/** Keeps records together, else one by one, so that one bad apple costs the others nothing. Throws at the first that cannot be kept. */
async function keepRecords(records: readonly SpoolRecord[], name: SpoolName): Promise<number> {
  const end = records.at(-1)?.end ?? 0
  try {
    return await keepPiece(records, { name, end }, true)
  } catch (error) {
    if (records.length > 1 && isDataProblem(error)) {
      let at = 0
      for (const record of records) at = await keepRecords([record], name)
      return at
    }
    if (error instanceof ProjectionFailed) return keepPiece(records, { name, end }, false)
    throw error
  }
}

async function drainedTo(name: SpoolName): Promise<number> {
  const [row] = await intakeDb().$queryRaw<{ drained_to: number }[]>`SELECT drained_to::float8 FROM spool_files WHERE name = ${name}`
  return Math.max(MAGIC.length, row?.drained_to ?? 0)
}

async function drainOpened(handle: FileHandle, name: SpoolName): Promise<"done" | "stuck"> {
  let at = await drainedTo(name)
  for (;;) {
    const chunk = await readRecords(handle, at, CHUNK)
    if (chunk.records.length > 0) {
      try {
        at = await keepRecords(chunk.records, name)
        noteDrained(name, at)
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
    if (chunk.state === "torn") console.error(`portline: the spool file ${name} ends within a webhook that was not acknowledged: dropped.`)
    if (chunk.state !== "more") return "done"
  }
}

async function drainFile(name: SpoolName): Promise<void> {
  const handle = await open(spoolPath(name), "r").catch(() => null)
  if (!handle) return
  try {
    if ((await drainOpened(handle, name)) === "stuck") return
  } finally {
    await handle.close()
  }
  forgetStuck(name)
  await unlink(spoolPath(name))
  noteDrained(name, null)
  await intakeDb().$executeRaw`DELETE FROM spool_files WHERE name = ${name}`
}

/** Drains what is not being written: our own files and those of processes that are no more, the oldest first. */
async function drainEnded(): Promise<void> {
  for (const name of await listSpool()) {
    if (ownerOf(name) === "other" || name === openSpoolFile()) continue
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
  drain.running ??= drainUntilDone().finally(() => {
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
