import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "vitest"
import { startEmbedded } from "#prisma/embedded.ts"
import { embeddedServer, runs } from "../support/embedded-server.ts"
import { endGroup, makeRunFolder, removeRunFolder } from "../support/run-folder.ts"

test("a run that is stopped leaves no process of its group, not even one that would rather stay", async () => {
  const stubborn = `process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log(process.pid)`
  const parent = `const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(stubborn)}], { stdio: ["ignore", 1, 2] })
    child.unref()`
  const child = spawn(process.execPath, ["-e", parent], { detached: true, stdio: ["ignore", "pipe", "inherit"] })
  const [said] = await once(child.stdout, "data")
  const grandchild = Number(String(said))
  expect(runs(grandchild)).toBe(true)
  process.kill(-(child.pid ?? 0), "SIGTERM")
  await endGroup(child.pid ?? 0, 500)
  expect(runs(grandchild)).toBe(false)
})

test("a run's folder goes with the databases in it", async () => {
  const folder = makeRunFolder()
  const dataDir = join(folder, "data")
  await startEmbedded(dataDir)
  const { pid } = embeddedServer(dataDir)
  expect(runs(pid)).toBe(true)
  await removeRunFolder(folder)
  await sleep(50)
  expect([runs(pid), existsSync(folder)]).toEqual([false, false])
})
