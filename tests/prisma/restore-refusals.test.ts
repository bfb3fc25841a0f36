import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { contentOf, linesOf, queryRows, writeBackup, writeLines } from "../support/backups.ts"
import { expectRefused, runCommand } from "../support/commands.ts"
import { createDatabase } from "../support/database.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { startPortline } from "../support/portline.ts"
import { post } from "../support/webhook.ts"

let folder: string
let full: Record<string, string>
let empty: Record<string, string>
let good: string
let bad: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-refusals-"))
  full = { DATABASE_URL: await createDatabase() }
  empty = { DATABASE_URL: await createDatabase({ migrated: false }) }
  good = join(folder, "good.gz")
  bad = join(folder, "bad.gz")
  const portline = await startPortline({ env: full })
  for (const number of ALL_FIXTURES) await post(portline.url, fixture(number))
  await portline.stop()
  expect(await runCommand("backup", [good], full)).toMatchObject({ code: 0 })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Nothing is there: no row, or no table even. */
async function expectEmpty(): Promise<void> {
  const url = empty.DATABASE_URL ?? ""
  const tables = await queryRows<{ name: string }>(url, "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
  const filled = tables.filter(({ name }) => name !== "_prisma_migrations").map(({ name }) => `SELECT '${name}' AS name FROM ${name}`)
  expect(filled.length > 0 ? await queryRows(url, filled.join(" UNION ALL ")) : []).toEqual([])
}

type Lines = readonly string[]
const isEvent = (line: string): boolean => line.startsWith('{"key":')
const withFirstEvent = (lines: Lines, change: (line: string) => string[]): string[] => {
  const at = lines.findIndex(isEvent)
  return lines.flatMap((line, index) => (index === at ? change(line) : [line]))
}
/** Another base64 digit in the middle of a body. */
const flipped = (line: string): string => line.replace(/("raw":".{40})(.)/, (_, before, digit) => `${before}${digit === "A" ? "B" : "A"}`)

describe("a restore of what is no whole backup is refused in one line, and the database stays empty", () => {
  test.each<[what: string, bytes: () => Buffer, why: RegExp]>([
    ["an empty file", () => Buffer.alloc(0), /is cut off/],
    ["a text", () => Buffer.from("INSERT INTO events"), /is no backup of Portline/],
    ["some other gzip", () => gzipSync("one\ntwo\n"), /is no backup of Portline/],
    ["JSON of another kind", () => gzipSync('{"format":"portline-rules"}\n'), /is no backup of Portline/],
  ])("%s", async (_what, bytes, why) => {
    await writeFile(bad, bytes())
    expectRefused(await runCommand("restore", [bad], empty), why)
    await expectEmpty()
  })

  test.each<[what: string, change: (lines: Lines) => string[], why: RegExp]>([
    ["a later format", ([, ...rest]) => ['{"portline":"backup","version":2}', ...rest], /made by a newer Portline: its format is 2/],
    ["a later schema", (lines) => lines.map((line) => line.replace(/"2\d+_\w+"/, '"29990101000000_later"')), /newer.*29990101000000_later/],
    ["no manifest", (lines) => lines.slice(0, -1), /is cut off/],
    ["no rows and no manifest", (lines) => lines.slice(0, 1), /is cut off/],
    ["a changed body", (lines) => withFirstEvent(lines, (line) => [flipped(line)]), /is damaged: the rows of events do not have the hash/],
    ["a row that is missing", (lines) => withFirstEvent(lines, () => []), /counts 12 rows of events, and there are 11/],
    ["a row twice", (lines) => withFirstEvent(lines, (line) => [line, line]), /a row of events cannot be stored/],
    ["half a row", (lines) => withFirstEvent(lines, (line) => [line.slice(0, 99)]), /a row of events cannot be stored/],
    ["another count", (lines) => lines.map((line) => line.replace('"rows":12', '"rows":13')), /counts 13 rows of events/],
    ["something after the manifest", (lines) => [...lines, '{"key":"x"}'], /something follows its manifest/],
    ["a row before any table", ([first = "", ...rest]) => [first, '{"key":"x"}', ...rest], /belongs to no table/],
  ])("one with %s", async (_what, change, why) => {
    await writeLines(bad, change(await linesOf(good)))
    expectRefused(await runCommand("restore", [bad], empty), why)
    await expectEmpty()
  })

  test.each(["events", "orders", "pg_authid"])(
    "one with a column or a table that this version does not know, in place of %s",
    async (name) => {
      const known = '"name":"events","columns":["key"'
      const strange = name === "events" ? '"name":"events","columns":["colour"' : known.replace("events", name)
      await writeBackup(
        bad,
        (await linesOf(good)).map((line) => line.replace(known, strange)),
      )
      expectRefused(await runCommand("restore", [bad], empty), /holds what this version does not know/)
      await expectEmpty()
    },
  )

  test("one that is cut off anywhere, or has one byte flipped anywhere", async () => {
    const bytes = await readFile(good)
    for (const end of [2, 50, Math.floor(bytes.length / 3), -200, -9, -1]) {
      await writeFile(bad, bytes.subarray(0, end))
      expectRefused(await runCommand("restore", [bad], empty), /is cut off/)
    }
    for (const at of [12, Math.floor(bytes.length / 2), bytes.length - 6]) {
      await writeFile(
        bad,
        bytes.map((byte, index) => (index === at ? byte ^ 0x10 : byte)),
      )
      expectRefused(await runCommand("restore", [bad], empty), /is damaged|is cut off|is no backup/)
    }
    await expectEmpty()
  })

  test("and the whole one is then taken", async () => {
    expect(await runCommand("restore", [good], empty)).toEqual({ code: 0, output: "restore: 12 events, 12 deliveries, 8 orders" })
  })
})

test("a restore into a database that has an event is refused, and changes nothing", async () => {
  const before = join(folder, "before.gz")
  await runCommand("backup", [before], full)
  expectRefused(await runCommand("restore", [good], full), /this database is not empty: it has events/)
  const after = join(folder, "after.gz")
  await runCommand("backup", [after], full)
  expect(await contentOf(after)).toEqual(await contentOf(before))
})
