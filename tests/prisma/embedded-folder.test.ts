import { appendFileSync, statSync } from "node:fs"
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { createCluster } from "#prisma/create-cluster.ts"
import { placeIn } from "#prisma/database-place.ts"
import { boundLog } from "#prisma/server-log.ts"

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-folder-"))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test("a cluster that cannot be made is told of in PostgreSQL's last word, and leaves nothing behind", async () => {
  const initdb = join(folder, "initdb")
  const says = "echo 'much before'; echo 'initdb: error: could not look up effective user ID 4711: user does not exist' >&2; exit 1"
  await writeFile(initdb, `#!/bin/sh\n${says}\n`, { mode: 0o755 })
  const data = join(folder, "data")
  await expect(createCluster(placeIn(data), { initdb, account: null })).rejects.toThrow(
    /^PostgreSQL cannot set up a database here: could not look up effective user ID 4711: user does not exist$/,
  )
  expect(await readdir(data)).toEqual(["secrets"])
})

test("the server's log is moved aside once it is over ten megabytes, and written on from its beginning", async () => {
  const log = join(folder, "postgres.log")
  await writeFile(log, "short\n")
  boundLog(log)
  expect(await readdir(folder)).toEqual(["postgres.log"])
  appendFileSync(log, Buffer.alloc(11 * 1024 * 1024, "x"))
  boundLog(log)
  appendFileSync(log, "more\n")
  expect(await readFile(log, "utf8")).toBe("more\n")
  expect(statSync(`${log}.1`).size).toBeGreaterThan(11 * 1024 * 1024)
})
