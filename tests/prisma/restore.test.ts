import { once } from "node:events"
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { columnsOf, insertLines } from "#prisma/backup-tables.ts"
import { contentOf, linesOf, queryRows } from "../support/backups.ts"
import { runCommand, startCommand } from "../support/commands.ts"
import { createDatabase } from "../support/database.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { startPortline } from "../support/portline.ts"
import { sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

const migrations = join(import.meta.dirname, "../../prisma/migrations")

const NAMES = `SELECT column_name AS name FROM information_schema.columns
  WHERE table_name = 'events' AND is_generated = 'NEVER' AND column_name <> 'key'`

let folder: string
let file: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-restore-"))
  file = join(folder, "fixtures.gz")
  const env = { DATABASE_URL: await createDatabase() }
  const portline = await startPortline({ env })
  for (const number of ALL_FIXTURES) await post(portline.url, fixture(number))
  await portline.stop()
  expect(await runCommand("backup", [file], env)).toMatchObject({ code: 0 })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Until a restore holds the events of a database against all writers. */
async function untilHeld(url: string): Promise<void> {
  const held = `SELECT 1 FROM pg_locks WHERE relation = 'events'::regclass AND mode = 'ExclusiveLock' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  await expect.poll(async () => (await queryRows(url, held)).length, { timeout: 60_000 }).toBe(1)
}

test("a Portline that runs on the database spools what comes during a restore, and has both afterwards", async () => {
  const env = { DATABASE_URL: await createDatabase() }
  const portline = await startPortline({ env })
  const restore = startCommand("restore", ["-"], env)
  const bytes = await readFile(file)
  restore.child.stdin?.write(bytes.subarray(0, -50))
  await untilHeld(env.DATABASE_URL)
  const status = sentStatus("submitted", { at: "2024-05-02T10:00:00Z" })
  for (const body of [status, fixture(1)]) expect((await post(portline.url, body)).json.result).toBe("spooled")
  expect((await get(portline.url, "/api/orders")).json.total).toBe(0)
  restore.child.stdin?.end(bytes.subarray(-50))
  expect(await restore.ended).toEqual({ code: 0, output: "restore: 12 events, 12 deliveries, 8 orders" })
  await expect.poll(async () => (await get(portline.url, "/api/stats")).json.spooled, { timeout: 30_000 }).toBe(0)
  expect((await get(portline.url, "/api/stats")).json).toMatchObject({ events: 13, quarantined: 0 })
  expect((await runCommand("rebuild", [], env)).output).toMatch(/^rebuild: \d orders, 0 differed$/)
  expect(await portline.stop()).toBe(0)
})

test("hashes that an older version kept as text are mended by a restore, and by a rebuild", async () => {
  const [older, newer] = [{ DATABASE_URL: await createDatabase() }, { DATABASE_URL: await createDatabase() }]
  const hashes = "SELECT key, encode(content_hash, 'hex') AS content, encode(event_id_hash, 'hex') AS id FROM events ORDER BY key"
  const asText = ["content_hash", "event_id_hash"].map((name) => `${name} = convert_to(encode(${name}, 'base64'), 'UTF8')`).join()
  expect(await runCommand("restore", [file], older)).toMatchObject({ code: 0 })
  const right = await queryRows(older.DATABASE_URL, hashes)
  await queryRows(older.DATABASE_URL, `UPDATE events SET ${asText}`)
  const backup = join(folder, "text.gz")
  expect(await runCommand("backup", [backup], older)).toMatchObject({ code: 0 })
  expect(await runCommand("restore", [backup], newer)).toMatchObject({ code: 0 })
  expect(await queryRows(newer.DATABASE_URL, hashes)).toEqual(right)
  expect((await runCommand("rebuild", [], older)).output).toContain("rebuild: the hashes of 12 events were wrong, and are mended")
  expect(await queryRows(older.DATABASE_URL, hashes)).toEqual(right)
})

test("a restore marks the ids that were used again, and what comes afterwards is marked as well", async () => {
  const env = { DATABASE_URL: await createDatabase() }
  expect(await runCommand("restore", [file], env)).toMatchObject({ code: 0 })
  const marked = "SELECT event_id AS id FROM events e WHERE event_id_hash IN (SELECT event_id_hash FROM reused_ids) ORDER BY key"
  const used = await queryRows<{ id: string }>(env.DATABASE_URL, marked)
  expect(used).toHaveLength(2)
  expect(used[0]?.id).toBe(used[1]?.id)
  const columns = (await queryRows<{ name: string }>(env.DATABASE_URL, NAMES)).map(({ name }) => name).join(", ")
  const single = "(SELECT * FROM events WHERE event_id_hash NOT IN (SELECT event_id_hash FROM reused_ids) LIMIT 1)"
  await queryRows(env.DATABASE_URL, `INSERT INTO events (key, ${columns}) SELECT 'twin', ${columns} FROM ${single} AS e`)
  expect(await queryRows(env.DATABASE_URL, marked)).toHaveLength(4)
})

test("a restore that is interrupted leaves the database empty, and can be run again", async () => {
  const env = { DATABASE_URL: await createDatabase() }
  const restore = startCommand("restore", ["-"], env)
  restore.child.stdin?.write((await readFile(file)).subarray(0, -50))
  await untilHeld(env.DATABASE_URL)
  restore.child.kill("SIGTERM")
  expect(await restore.ended).toEqual({ code: 1, output: "portline: stopped." })
  expect(await runCommand("restore", [file], env)).toMatchObject({ code: 0 })
})

test("standard output and standard input do as well as a file", async () => {
  const env = { DATABASE_URL: await createDatabase() }
  expect(await runCommand("restore", [file], env)).toMatchObject({ code: 0 })
  const backup = startCommand("backup", ["-"], env)
  const chunks: Buffer[] = []
  backup.child.stdout?.on("data", (chunk) => chunks.push(chunk))
  await once(backup.child, "close")
  const lines = gunzipSync(Buffer.concat(chunks)).toString().trimEnd().split("\n")
  expect(lines.slice(1, -1).toSorted()).toEqual(await contentOf(file))
})

/** A database as the first version left it: its tables and columns only, with these events. */
async function createFirstVersion(events: readonly string[]): Promise<string> {
  const url = await createDatabase({ migrated: false })
  const [first = ""] = (await readdir(migrations)).toSorted()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(await readFile(join(migrations, first, "migration.sql"), "utf8"))
  await client.query(
    `CREATE TABLE _prisma_migrations (migration_name text, finished_at timestamptz, rolled_back_at timestamptz);
     INSERT INTO _prisma_migrations VALUES ('${first}', now(), NULL)`,
  )
  await client.query(insertLines("events", await columnsOf(client, "events")), [`[${events.join(",")}]`])
  await client.end()
  return url
}

test("an older version's database is backed up as it is, and this version restores it with defaults for what is new", async () => {
  const events = (await linesOf(file)).filter((line) => line.startsWith('{"key":'))
  const [old, older] = [{ DATABASE_URL: await createFirstVersion(events) }, join(folder, "older.gz")]
  expect(await runCommand("backup", [older], old)).toMatchObject({ code: 0 })
  expect((await linesOf(older)).filter((line) => line.startsWith('{"portline":"table"'))).toHaveLength(2)
  expect((await linesOf(older)).join("\n")).not.toContain('"source"')
  expect(await queryRows(old.DATABASE_URL, "SELECT to_regclass('rules') AS rules")).toEqual([{ rules: null }])
  const env = { DATABASE_URL: await createDatabase({ migrated: false }) }
  expect(await runCommand("restore", [older], env)).toEqual({ code: 0, output: "restore: 12 events, 0 deliveries, 8 orders" })
  expect(await queryRows(env.DATABASE_URL, "SELECT DISTINCT source FROM events")).toEqual([{ source: "webhook" }])
  expect((await runCommand("rebuild", [], env)).output).toBe("rebuild: 8 orders, 0 differed")
})
