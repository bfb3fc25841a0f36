import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { expectRefused, runCommand } from "../support/commands.ts"
import { createDatabase } from "../support/database.ts"

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-commands-"))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const COMMANDS = [
  ["key", ["--name", "prometheus"]],
  ["member", ["a@example.com"]],
  ["backup", ["-"]],
  ["rebuild", []],
] as const

test.each(COMMANDS)("%s makes no database where there is none", async (name, args) => {
  const DATA_DIR = join(folder, name)
  expectRefused(await runCommand(name, args, { DATABASE_URL: "", DATA_DIR }), /there is no Portline in DATA_DIR/)
  expect(existsSync(DATA_DIR)).toBe(false)
})

test.each(COMMANDS)("nor does %s make one of another's", async (name, args) => {
  const DATABASE_URL = await createDatabase({ migrated: false })
  expectRefused(await runCommand(name, args, { DATABASE_URL, DATA_DIR: folder }), /there is no Portline in this database/)
})

test("a key and a link are made on one that is there; a backup with nothing in it says so", async () => {
  const env = { DATABASE_URL: await createDatabase(), DATA_DIR: folder }
  const empty = await runCommand("backup", [join(folder, "empty.gz")], env)
  expect([empty.code, empty.output]).toEqual([0, expect.stringContaining("WARNING: there is no event and no member in this backup")])
  expect(await runCommand("key", ["--name", "prometheus"], env)).toMatchObject({ code: 0 })
  expect(await runCommand("member", ["a@example.com"], env)).toMatchObject({ code: 0, output: expect.stringContaining("/setup?token=") })
})
