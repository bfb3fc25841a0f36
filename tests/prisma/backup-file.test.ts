import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { BACKUP_TABLES } from "#prisma/backup-tables.ts"
import { contentOf, queryRows } from "../support/backups.ts"
import { expectRefused, runCommand } from "../support/commands.ts"
import { createDatabase } from "../support/database.ts"

let folder: string
let full: Record<string, string>
let good: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-file-"))
  full = { DATABASE_URL: await createDatabase() }
  await queryRows(full.DATABASE_URL ?? "", "INSERT INTO rules VALUES (1, '{}', now())")
  good = join(folder, "good.gz")
  expect(await runCommand("backup", [good], full)).toMatchObject({ code: 0 })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test("a backup is for its owner only, and leaves nothing beside it", async () => {
  expect((await stat(good)).mode & 0o777).toBe(0o600)
  expect((await readdir(folder)).filter((name) => name.includes("partial"))).toEqual([])
})

test("a backup replaces a file only when forced to, whatever a killed one has left", async () => {
  const file = join(folder, "there.gz")
  await writeFile(file, "mine")
  await writeFile(`${file}.partial`, "left")
  expectRefused(await runCommand("backup", [file], full), /exists already: name another file, or add --force/)
  expect(await readFile(file, "utf8")).toBe("mine")
  expect(await runCommand("backup", ["--force", file], full)).toMatchObject({ code: 0 })
  expect(await contentOf(file)).toEqual(await contentOf(good))
})

test("a backup of what cannot be backed up is refused in one line and makes no file", async () => {
  const [file, none] = [join(folder, "none.gz"), { DATABASE_URL: await createDatabase({ migrated: false }) }]
  expectRefused(await runCommand("backup", [file], none), /there is no Portline in this database/)
  const newer = { DATABASE_URL: await createDatabase() }
  const later =
    "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '29990101000000_later', now())"
  await queryRows(newer.DATABASE_URL, later)
  expectRefused(await runCommand("backup", [file], newer), /newer than this code: it holds the migration 29990101000000_later/)
  expectRefused(await runCommand("backup", [join(folder, "no", "folder")], full), /cannot be written \(ENOENT\)/)
  expectRefused(await runCommand("backup", [], full), /one file is to be named/)
  expectRefused(await runCommand("backup", ["--colour", file], full), /--colour is not known/)
  expect((await readdir(folder)).filter((name) => name.startsWith("none"))).toEqual([])
})

test("a backup tells of webhooks that wait in the spool, since they are not in it", async () => {
  const DATA_DIR = join(folder, "data")
  const run = (name: string) => runCommand("backup", [join(folder, name)], { ...full, DATA_DIR })
  expect((await run("drained.gz")).output).toMatch(/^backup: 0 events, 0 deliveries in \S+\n[^\n]+ no event and no member [^\n]+$/)
  await mkdir(join(DATA_DIR, "spool"), { recursive: true })
  await writeFile(join(DATA_DIR, "spool", "000000000-1-1-1.spool"), "")
  expect(await run("waiting.gz")).toMatchObject({ code: 0, output: expect.stringContaining(`webhooks wait in ${DATA_DIR}/spool`) })
})

test("every table is in a backup, or can be computed again, or lives for a day", async () => {
  const tables = await queryRows<{ name: string }>(
    full.DATABASE_URL ?? "",
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  )
  const left = tables.map(({ name }) => name).filter((name) => !BACKUP_TABLES.some((table) => table.name === name))
  const computed = ["event_counts", "event_orders", "order_clocks", "order_facets", "orders", "projection", "reused_ids", "split_changes"]
  // What lets somebody in by itself: what was ended since must not begin again by a restore.
  const entries = ["attempts", "invitations", "known_browsers", "sessions"]
  expect(left.toSorted()).toEqual(["_prisma_migrations", ...computed, ...entries, "door_tests", "drafts", "retention_runs"].toSorted())
})
