import { readdir, readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { PrismaPg } from "@prisma/adapter-pg"
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils"
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm"
import pg from "pg"

const root = import.meta.dirname
/** Any number that no other program locks on this database by accident. */
const MIGRATION_LOCK = 7_061_998_340

export type MigrateResult = { readonly ok: true; readonly applied: readonly string[] } | { readonly ok: false; readonly problem: string }

/**
 * Prisma's schema engine as WebAssembly: the same migrations and the same `_prisma_migrations` table as
 * `prisma migrate deploy`, without a binary to download. Its entry imports the .wasm as a module, which
 * Node does not do unasked, so it is put together here.
 */
async function instantiateEngine(): Promise<typeof SchemaEngine> {
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"))
  const bindings = await import(join(folder, "schema_engine_bg.js"))
  const wasm = await WebAssembly.instantiate(await readFile(join(folder, "schema_engine_bg.wasm")), { "./schema_engine_bg.js": bindings })
  const exports = wasm.instance.exports as { __wbindgen_start?: () => void }
  bindings.__wbg_set_wasm(exports)
  exports.__wbindgen_start?.()
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) } })
  return bindings.SchemaEngine
}

/** The bindings hold one instance a process. */
let engineClass: Promise<typeof SchemaEngine> | undefined

/** Starts an engine on a database. The caller frees it. */
export async function openEngine(url: string): Promise<SchemaEngine> {
  engineClass ??= instantiateEngine()
  const Engine = await engineClass
  const schema = await readFile(join(root, "schema.prisma"), "utf8")
  // The engine never closes its connections, so the pool lets go of an idle one at once.
  const pool = {
    connectionString: url,
    application_name: "portline",
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 1,
    allowExitOnIdle: true,
  }
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool))
  return Engine.new({ datamodels: [["schema.prisma", schema]] }, () => {}, factory)
}

export async function readMigrations(): Promise<MigrationList> {
  const baseDir = join(root, "migrations")
  const names = (await readdir(baseDir, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: await readFile(join(baseDir, path, "migration.sql"), "utf8") },
      },
    })),
  )
  const lockfile = { path: "migration_lock.toml", content: await readFile(join(baseDir, "migration_lock.toml"), "utf8") }
  return { baseDir, lockfile, shadowDbInitScript: "", migrationDirectories }
}

async function applyMissing(url: string): Promise<MigrateResult> {
  const engine = await openEngine(url)
  try {
    const migrationsList = await readMigrations()
    const filters = { externalTables: [], externalEnums: [] }
    const { history, failedMigrationNames } = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters,
    })
    if (failedMigrationNames.length > 0)
      return {
        ok: false,
        problem: `the migration ${failedMigrationNames[0]} failed half-way on this database: resolve it with "prisma migrate resolve".`,
      }
    if (history && history.diagnostic !== "databaseIsBehind")
      return {
        ok: false,
        problem: `this database is newer than this code: it holds the migration ${history.unpersistedMigrationNames[0]}. Start the version that made it.`,
      }
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters })
    return { ok: true, applied: appliedMigrationNames }
  } finally {
    engine.free()
  }
}

/** Applies what is missing, under a lock: of two processes starting at once the second finds nothing to do. */
export async function migrate(url: string): Promise<MigrateResult> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: "portline" })
  await client.connect()
  try {
    const { rows } = await client.query("SELECT current_setting('server_version_num')::int AS version")
    if (rows[0].version < 150_000) return { ok: false, problem: "PostgreSQL 15 or newer is needed." }
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK])
    return await applyMissing(url)
  } finally {
    await client.end()
  }
}
