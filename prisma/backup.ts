import { dirname } from "node:path"
import type { Writable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import type pg from "pg"
import { listSpool, spoolPath } from "#lib/db/spool-files.ts"
import { isNpmTalking } from "#lib/env.ts"
import type { BackupManifest } from "./backup-format.ts"
import { backupLines } from "./backup-lines.ts"
import { StartProblem } from "./bring-up-database.ts"
import { readMigrations } from "./migrate.ts"
import { inPatientTransaction } from "./patient-transaction.ts"
import { type FileArgs, runFileCommand } from "./run-file-command.ts"
import { refuseExisting, writeWholeFile } from "./write-whole-file.ts"

const HELP = `npm run backup -- [--force] FILE

Writes all that cannot be worked out again (events, deliveries, your rules) to one gzip file, also while Portline runs.
FILE is there once it is whole, readable by its owner only; one that exists is replaced with --force only.
FILE - is standard output: npm run --silent backup -- - | …`

/** The newest migration in the database. Throws where there is none, or one that this code does not know: its tables would be left out. */
async function lastMigration(client: pg.Client): Promise<string> {
  const { rows: tables } = await client.query<{ name: string | null }>("SELECT to_regclass('_prisma_migrations') AS name")
  const { rows } = tables[0]?.name
    ? await client.query<{ name: string }>(
        `SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
         ORDER BY migration_name COLLATE "C" DESC LIMIT 1`,
      )
    : { rows: [] }
  const name = rows[0]?.name
  if (name === undefined) throw new StartProblem("there is no Portline in this database: nothing to back up.")
  if ((await readMigrations()).some((migration) => migration.name === name)) return name
  throw new StartProblem(`this database is newer than this code: it holds the migration ${name}. Back it up with the version that made it.`)
}

/** One snapshot of the database, so that what arrives meanwhile is wholly in it or wholly not; it locks nobody out. */
async function writeBackup(url: string, out: Writable, signal: AbortSignal): Promise<BackupManifest> {
  return inPatientTransaction(url, "ISOLATION LEVEL REPEATABLE READ READ ONLY", async (client) => {
    const manifest: BackupManifest = {}
    await pipeline(backupLines(client, await lastMigration(client), manifest), createGzip(), out, { signal })
    return manifest
  })
}

function refuseMixedOutput(): void {
  if (process.stdout.isTTY) throw new StartProblem("a backup is no text for a terminal: name a file, or lead it into another program.")
  if (isNpmTalking()) throw new StartProblem("npm writes lines of its own before the backup: npm run --silent backup -- -")
}

/** What waits in the spool has been answered 200 and is not in the database yet. */
async function tellOfSpool(): Promise<void> {
  const [name] = await listSpool()
  if (name === undefined) return
  console.error(
    `portline: webhooks wait in ${dirname(spoolPath(name))} that are not in this backup yet: keep that folder too, or back up again later.`,
  )
}

async function backUp(url: string, { file, force }: FileArgs, signal: AbortSignal): Promise<void> {
  if (file === "-") refuseMixedOutput()
  else await refuseExisting(file, force)
  let manifest: BackupManifest = {}
  const write = async (out: Writable): Promise<void> => {
    manifest = await writeBackup(url, out, signal)
  }
  if (file === "-") await write(process.stdout)
  else await writeWholeFile(file, force, write)
  const counts = ["events", "deliveries"].map((name) => `${manifest[name]?.rows ?? 0} ${name}`).join(", ")
  if (file === "-") console.error(`backup: ${counts}`)
  else console.log(`backup: ${counts} in ${file}`)
  if (!manifest.events?.rows && !manifest.members?.rows)
    console.error("portline: WARNING: there is no event and no member in this backup: were these the variables that Portline runs with?")
  await tellOfSpool()
}

await runFileCommand({ help: HELP, options: ["--force"], onExisting: true, run: backUp })
