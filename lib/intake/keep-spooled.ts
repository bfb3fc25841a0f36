import { existsSync } from "node:fs"
import { intakeDb, type Tx } from "#lib/db/client.ts"
import { type SpoolName, spoolPath } from "#lib/db/spool-files.ts"
import { MAGIC, type SpoolRecord } from "#lib/db/spool-record.ts"
import { quarantineKey } from "./content-hash.ts"
import { isDataProblem, keepWithin, ProjectionFailed } from "./keep-receipts.ts"
import { LARGE_BYTES } from "./large-bodies.ts"
import { projectSoon } from "./project-soon.ts"
import { readSpooled, type Spooled } from "./spool.ts"

const DRAIN_MS = 1_000

type Place = { readonly name: SpoolName; readonly end: number }

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

/** A large body may have been answered under a key of its bytes, since nobody had the time to read it: its event goes by that, too. */
async function nameByBytes(tx: Tx, spooled: readonly Spooled[]): Promise<void> {
  const large = spooled.flatMap(({ receipt: { event, raw, key } }) => (event && raw.length >= LARGE_BYTES ? [{ raw, key }] : []))
  if (large.length === 0) return
  await tx.$executeRaw`
    UPDATE events e SET quarantine_key = t.by_bytes FROM unnest(${large.map(({ key }) => key)}::text[], ${large.map(({ raw }) => quarantineKey(raw))}::text[]) AS t(key, by_bytes)
    WHERE e.key = t.key AND e.quarantine_key IS NULL AND NOT EXISTS (SELECT 1 FROM events o WHERE o.key = t.by_bytes OR o.quarantine_key = t.by_bytes)`
}

/** A database that was failed over knows of less that was drained than it had said: the file is to be read again from there. */
export class DrainedLess extends Error {}

type PlaceRow = { readonly drained_to: number }
const placeIn = (row: PlaceRow | undefined): number => Math.max(MAGIC.length, row?.drained_to ?? 0)

/** Another process has drained a file to its end, and removed it, while this one still read it. */
export class DrainedElsewhere extends Error {}

/** Keeps a piece of a file, and writes down with it how far the file is drained. Returns that place. */
async function keepPiece(records: readonly SpoolRecord[], { name, end }: Place, projecting: boolean): Promise<number> {
  return intakeDb().$transaction(
    async (tx) => {
      const [row] = await tx.$queryRaw<PlaceRow[]>`
        INSERT INTO spool_files AS f (name, drained_to) VALUES (${name}, 0)
        ON CONFLICT (name) DO UPDATE SET drained_to = f.drained_to RETURNING drained_to::float8`
      // Another process, or this one before a crash, may have been here, or in the middle of it: then it went by single records.
      const before = placeIn(row)
      if (before >= end) return before
      // The row goes after its file: with the file gone, what the row says of it is no longer to be had.
      if (!existsSync(spoolPath(name))) throw new DrainedElsewhere()
      if (before < (records[0]?.start ?? 0)) throw new DrainedLess()
      const spooled = records.filter((record) => record.end > before).map(readSpooled)
      const left = await notKept(tx, spooled)
      const known = spooled.filter((one) => !left.includes(one))
      // Events are locked before orders, and all of them in the order of their keys.
      if (known.some(({ receipt }) => receipt.raw.length >= LARGE_BYTES))
        await tx.$queryRaw`SELECT 1 FROM events WHERE key = ANY(${spooled.map(({ receipt }) => receipt.key)}::text[]) ORDER BY key FOR UPDATE`
      await nameByBytes(tx, known)
      const receipts = left.map(({ receipt }) => receipt)
      if (receipts.length > 0) await keepWithin(tx, receipts, { projecting, limited: false, attempt: null })
      await nameByBytes(tx, left)
      await tx.$executeRaw`UPDATE spool_files SET drained_to = ${end} WHERE name = ${name}`
      return end
    },
    { maxWait: DRAIN_MS / 2, timeout: DRAIN_MS },
  )
}

/**
 * Keeps records of a file together, else one by one, so that one bad apple costs the others nothing. Returns up to where the
 * file is drained. Throws at the first that cannot be kept.
 */
export async function keepRecords(records: readonly SpoolRecord[], name: SpoolName): Promise<number> {
  const [end, began] = [records.at(-1)?.end ?? 0, performance.now()]
  try {
    return await keepPiece(records, { name, end }, true)
  } catch (error) {
    if (records.length > 1 && isDataProblem(error)) {
      let at = 0
      for (const record of records) at = await keepRecords([record], name)
      return at
    }
    // The time may also run out behind the projection that took it.
    if (!(error instanceof ProjectionFailed) && performance.now() - began < DRAIN_MS) throw error
    const at = await keepPiece(records, { name, end }, false)
    projectSoon()
    return at
  }
}

/** Up to which byte a file is drained. */
export async function drainedTo(name: SpoolName): Promise<number> {
  const [row] = await intakeDb().$queryRaw<PlaceRow[]>`SELECT drained_to::float8 FROM spool_files WHERE name = ${name}`
  return placeIn(row)
}
