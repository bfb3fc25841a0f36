import { createHash, randomUUID } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { ImpatientClient } from "#lib/db/impatient-client.ts"
import { liftTimeouts } from "./lift-timeouts.ts"
import { type Migrating, takeMigrationLock } from "./take-migration-lock.ts"

const FOLDER = join(import.meta.dirname, "migrations")
/** A change of a table waits no longer than this for its lock: whatever comes to that table meanwhile waits behind it. */
const LOCK_MS = 900
const LOCK_PAUSE_MS = 1_000
const STATEMENT_MS = 60_000
const LOCK_NOT_AVAILABLE = "55P03"

export type Migration = { readonly name: string; readonly sql: string }

/** `kind`: the server is too old; the database has migrations that this code has not; one was begun and never ended. */
export type MigrateResult =
  | { readonly ok: true; readonly applied: readonly string[] }
  | { readonly ok: false; readonly kind: "old_server" | "newer" | "unfinished"; readonly problem: string }

/** This version's migrations, in order. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(FOLDER, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return Promise.all(names.sort().map(async (name) => ({ name, sql: await readFile(join(FOLDER, name, "migration.sql"), "utf8") })))
}

/** Prisma's own table, as `prisma migrate` makes and reads it. */
const HISTORY = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`

type Recorded = { readonly name: string; readonly finished: boolean }

async function readHistory(client: pg.Client): Promise<readonly Recorded[]> {
  await client.query(HISTORY)
  const { rows } = await client.query<Recorded>(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"`,
  )
  return rows
}

/** A migration and its record in one transaction: killed at any moment, it is there with its record or not at all. */
async function apply(client: pg.Client, { name, sql }: Migration): Promise<void> {
  await client.query("BEGIN")
  try {
    await client.query(`SET LOCAL lock_timeout = ${LOCK_MS}`)
    // A limit of the role's is for what people wait for; a migration that ran into it would begin again without end.
    await liftTimeouts(client)
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), createHash("sha256").update(sql).digest("hex"), name],
    )
    await client.query("COMMIT")
  } catch (error) {
    await client.query("ROLLBACK")
    throw error
  }
}

/** Tries again for as long as others hold what it changes; they are never kept waiting for long. */
async function applyPatiently(client: pg.Client, migration: Migration, signal: AbortSignal | undefined): Promise<void> {
  for (;;) {
    try {
      return await apply(client, migration)
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== LOCK_NOT_AVAILABLE) throw error
      await sleep(LOCK_PAUSE_MS, undefined, { signal })
    }
  }
}

async function applyMissing(client: pg.Client, signal: AbortSignal | undefined): Promise<MigrateResult> {
  const [migrations, recorded] = [await readMigrations(), await readHistory(client)]
  const unknown = recorded.find(({ name }) => !migrations.some((migration) => migration.name === name))
  if (unknown) {
    const problem = `this database is newer than this code: it holds the migration ${unknown.name}. Start the version that made it.`
    return { ok: false, kind: "newer", problem }
  }
  const unfinished = recorded.find(({ finished }) => !finished)
  if (unfinished) {
    const problem = `the migration ${unfinished.name} failed half-way on this database: resolve it with "prisma migrate resolve".`
    return { ok: false, kind: "unfinished", problem }
  }
  const missing = migrations.filter(({ name }) => !recorded.some((record) => record.name === name))
  for (const migration of missing) await applyPatiently(client, migration, signal)
  return { ok: true, applied: missing.map(({ name }) => name) }
}

const tellOperator = (reason: string): void => console.error(`portline: ${reason}`)

/**
 * Applies what is missing, and records it as `prisma migrate deploy` does; that one applies and records in two steps, between
 * which a crash leaves a database that must be mended by hand. Of two processes starting at once the second finds nothing to do.
 */
export async function migrate(url: string, { signal, tell = tellOperator }: Migrating = {}): Promise<MigrateResult> {
  const connection = new ImpatientClient({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: "portline",
    // As all others do: a pooler that refuses it is to be found out now. What takes longer lifts it.
    statement_timeout: STATEMENT_MS,
  })
  const client: pg.Client = connection
  // What breaks the connection breaks the statement under way.
  client.on("error", () => {})
  const discard = (): void => connection.discard()
  signal?.addEventListener("abort", discard, { once: true })
  try {
    await client.connect()
    const { rows } = await client.query("SELECT current_setting('server_version_num')::int AS version")
    if (rows[0].version < 150_000) return { ok: false, kind: "old_server", problem: "PostgreSQL 15 or newer is needed." }
    await takeMigrationLock(client, { signal, tell })
    return await applyMissing(client, signal)
  } finally {
    signal?.removeEventListener("abort", discard)
    await client.end().catch(() => {})
  }
}
