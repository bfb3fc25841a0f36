import { open } from "node:fs/promises"
import type { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGunzip } from "node:zlib"
import { databaseReason } from "#lib/db/database-reason.ts"
import { rewriteOrders } from "#lib/intake/bring-projection-up.ts"
import { BackupProblem } from "./backup-format.ts"
import { StartProblem } from "./bring-up-database.ts"
import { migrate, readMigrations } from "./migrate.ts"
import { inPatientTransaction } from "./patient-transaction.ts"
import { readHeader, readRows } from "./read-backup.ts"
import { holdEmptyTables, prepareOrders, refuseTruth, storeRows } from "./restore-rows.ts"
import { type FileArgs, runFileCommand } from "./run-file-command.ts"
import { asBackupProblem, unpackLines } from "./unpack-lines.ts"
import { workOnOrders } from "./work-on-orders.ts"

const HELP = `npm run restore -- FILE

Brings a backup into an empty database, then works the orders out from its events. The database is migrated first. Of a
file that is cut off, damaged or made by a newer version nothing is restored. A Portline that runs on this database
answers webhooks meanwhile: they go to its spool, and from there into the database once this is done.
FILE - is standard input.`

type Counts = ReadonlyMap<string, number>

async function readyDatabase(url: string, migration: string, signal: AbortSignal): Promise<void> {
  if (!(await readMigrations()).some(({ name }) => name === migration))
    throw new BackupProblem(`was made by a newer Portline: it knows the migration ${migration}.`)
  // Before it is migrated, too: a database in use by an older version is none of ours to change.
  await inPatientTransaction(url, "READ ONLY", refuseTruth)
  const migrated = await migrate(url, { signal })
  if (!migrated.ok) throw new StartProblem(migrated.problem)
}

/**
 * All in one transaction, which commits only after the manifest at the end was found right: so a file is read once,
 * may come through a pipe, and leaves nothing behind where it is not whole. What was written till then is rolled back.
 */
async function restoreRows(url: string, chunks: AsyncIterable<Buffer>, signal: AbortSignal): Promise<Counts> {
  const lines = unpackLines(chunks)
  const { migration } = await readHeader(lines)
  await readyDatabase(url, migration, signal)
  return inPatientTransaction(url, "", async (client) => {
    await holdEmptyTables(client)
    const counts = await storeRows(client, readRows(lines))
    await prepareOrders(client)
    return counts
  })
}

async function openBackup(file: string): Promise<Readable> {
  if (file === "-") return process.stdin
  const handle = await open(file).catch((error: unknown) => {
    throw new StartProblem(`${file} cannot be read: ${databaseReason(error)}.`)
  })
  return handle.createReadStream()
}

async function readFile(url: string, file: string, signal: AbortSignal): Promise<Counts> {
  let counts: Counts | null = null
  const take = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    counts = await restoreRows(url, chunks, signal)
  }
  await pipeline(await openBackup(file), createGunzip(), take, { signal }).catch((error: unknown) => {
    // Who asked to stop came too late.
    if (counts) return
    const problem = asBackupProblem(error)
    throw problem instanceof BackupProblem
      ? new StartProblem(`${file === "-" ? "standard input" : file} ${problem.message} Nothing was restored.`)
      : problem
  })
  return counts ?? new Map()
}

/** Works out all orders; returns how many there are. */
async function foldOrders(url: string, signal: AbortSignal): Promise<number> {
  const { orders } = await workOnOrders(url, signal, rewriteOrders).catch((error: unknown) => {
    throw new StartProblem(
      `all events are restored, but not all orders are worked out yet (${databaseReason(error)}): run "npm run rebuild", or start Portline.`,
    )
  })
  return orders
}

async function restore(url: string, { file }: FileArgs, signal: AbortSignal): Promise<void> {
  const counts = await readFile(url, file, signal)
  const orders = await foldOrders(url, signal)
  console.log(`restore: ${counts.get("events") ?? 0} events, ${counts.get("deliveries") ?? 0} deliveries, ${orders} orders`)
}

await runFileCommand({ help: HELP, options: [], onExisting: false, run: restore })
