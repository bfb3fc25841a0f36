import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest"
import { freePort } from "#prisma/free-port.ts"
import { newDataFolder } from "../support/data-folder.ts"
import { backendPids, embeddedServer, runs } from "../support/embedded-server.ts"
import { deliver, missingOf, startLoad, type Tried, until, untilKeeping } from "../support/ledger.ts"
import { lengthOf } from "../support/length.ts"
import { launch, type Portline, startPortline } from "../support/portline.ts"
import { get } from "../support/webhook.ts"

/** How long Telnyx waits for an answer. */
const PATIENCE_MS = 2_000
const folders: string[] = []
let DATA_DIR: string
let started: Portline[]

async function start(): Promise<Portline> {
  const portline = await startPortline({ env: { DATA_DIR } })
  started.push(portline)
  return portline
}

beforeEach(async () => {
  DATA_DIR = await newDataFolder("guardian")
  folders.push(DATA_DIR)
  started = []
})
afterEach(async () => {
  for (const portline of started) if (portline.process.exitCode === null && portline.process.signalCode === null) await portline.stop()
  if (!existsSync(join(DATA_DIR, "postgres", "postmaster.pid"))) return
  const { pid } = embeddedServer(DATA_DIR)
  if (runs(pid)) process.kill(pid, "SIGQUIT")
})
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

/** Of many that are to be killed one may have ended by itself meanwhile. */
function kill(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error
    }
  }
}
/** Kills the server's first process. The others of it may go on keeping webhooks for a moment: what counts is another server. */
async function killUntilAnother(): Promise<void> {
  const { pid } = embeddedServer(DATA_DIR)
  process.kill(pid, "SIGKILL")
  await until("the server is another one", async () => embeddedServer(DATA_DIR).pid !== pid)
}
const linesOf = ({ output }: Portline, about: string): number => output().split(about).length - 1

/**
 * Every answer was one that Telnyx may get, in time since `openAt` (milliseconds of this process), and what was answered 200 is in
 * the database. A process that starts stands still while it loads its pages, on a busy machine for longer than Telnyx waits.
 */
async function expectLedger(tries: readonly Tried[], openAt = 0): Promise<void> {
  expect([...new Set(tries.map(({ status }) => status))].filter((status) => status !== 200 && status !== 503)).toEqual([])
  expect(Math.max(...tries.filter(({ at, ms }) => at - ms > openAt).map(({ ms }) => ms))).toBeLessThan(PATIENCE_MS)
  expect(await missingOf(tries, embeddedServer(DATA_DIR).url)).toEqual([])
}

describe("while Portline runs and its embedded database", () => {
  test("row 2: is killed, all of it, it comes back on the same port, and webhooks go on without a restart", async () => {
    const portline = await start()
    const server = embeddedServer(DATA_DIR)
    const load = startLoad(portline.url)
    await until("webhooks are stored", async () => (await deliver(portline.url)).result === "stored")
    kill([server.pid, ...(await backendPids(server))], "SIGKILL")
    await until("the server is another one", async () => embeddedServer(DATA_DIR).pid !== server.pid)
    await untilKeeping(portline.url)
    await expectLedger(await load.stop())
    expect(embeddedServer(DATA_DIR).port).toBe(server.port)
    await until("its return is told", async () => linesOf(portline, "answers again") > 0)
    expect([linesOf(portline, "has ended: starting it again"), linesOf(portline, "answers again")]).toEqual([1, 1])
  })

  test("row 3: has one backend killed, the pools heal and no answer is a 500", async () => {
    const portline = await start()
    const server = embeddedServer(DATA_DIR)
    const load = startLoad(portline.url)
    await until("webhooks are stored", async () => (await deliver(portline.url)).result === "stored")
    kill((await backendPids(server, { client: true })).slice(0, 1), "SIGKILL")
    const screens = await Promise.all(
      ["/api/orders", "/api/stats", "/api/ready"].map(async (path) => (await get(portline.url, path)).status),
    )
    await untilKeeping(portline.url)
    await expectLedger(await load.stop())
    expect(screens.filter((status) => status !== 200 && status !== 503)).toEqual([])
    expect(embeddedServer(DATA_DIR).pid).toBe(server.pid)
    expect(linesOf(portline, "has ended")).toBe(0)
  })

  test("does not start again, it is tried until it does, and told of once", async () => {
    const portline = await start()
    const { pid } = embeddedServer(DATA_DIR)
    const [kept, away] = [join(DATA_DIR, "postgres", "pg_wal"), join(DATA_DIR, "pg_wal")]
    await rename(kept, away)
    process.kill(pid, "SIGKILL")
    await until("its failure is told", async () => linesOf(portline, "did not start") > 0)
    const tries = async (): Promise<number> => (await readFile(join(DATA_DIR, "postgres.log"), "utf8")).split("FATAL:").length - 1
    await until("it is tried again and again", async () => (await tries()) > 2)
    await rename(away, kept)
    await untilKeeping(portline.url)
    await until("its return is told", async () => linesOf(portline, "answers again") > 0)
    expect([linesOf(portline, "did not start"), linesOf(portline, "answers again")]).toEqual([1, 1])
  })

  test("is shared and killed, one of the two starts it again; once both have ended it stays ended", async () => {
    const both = await Promise.all([start(), start()])
    for (let round = 0; round < 2; round++) {
      await killUntilAnother()
      for (const { url } of both) await untilKeeping(url)
    }
    // The one that is killed leaves the database to the other, which joined it or may have started it.
    await both[0].stop("SIGKILL")
    await killUntilAnother()
    await untilKeeping(both[1].url)
    const last = embeddedServer(DATA_DIR).pid
    expect(await both[1].stop()).toBe(0)
    await sleep(1_000)
    expect([runs(last), existsSync(join(DATA_DIR, "postgres", "postmaster.pid"))], both[1].output()).toEqual([false, false])
  }, 60_000)
})

describe("a start", () => {
  test("row 4: at once after only the postmaster was killed ends what that left, stopped or not, and has everything", async () => {
    const before = await start()
    const load = startLoad(before.url)
    await untilKeeping(before.url)
    const server = embeddedServer(DATA_DIR)
    const orphans = await backendPids(server)
    kill(orphans.slice(0, 2), "SIGSTOP")
    before.process.kill("SIGKILL")
    process.kill(server.pid, "SIGKILL")
    const after = await start()
    const openAt = performance.now()
    await untilKeeping(after.url)
    const tries = (await load.stop()).filter(({ status }) => status !== 0)
    await expectLedger(tries, openAt)
    expect(orphans.filter(runs)).toEqual([])
  })

  test.each([
    ["a dead process's", "4194303\n/nowhere\n1700000000\n5432\n"],
    ["empty", ""],
    ["torn", "\0\0\0\0\0\0"],
  ])("finds a pid file that is %s, and is not kept from anything by it", async (_, content) => {
    const before = await start()
    const first = await deliver(before.url)
    expect(await before.stop()).toBe(0)
    await writeFile(join(DATA_DIR, "postgres", "postmaster.pid"), content)
    const after = await start()
    await untilKeeping(after.url)
    await expectLedger([first])
  })

  test("finds a pid file whose pid another program has got, and starts", async () => {
    const before = await start()
    const first = await deliver(before.url)
    expect(await before.stop()).toBe(0)
    // Of the server's own account: PostgreSQL would take no other's process for one of its own.
    const { uid } = await stat(join(DATA_DIR, "postgres"))
    const other = spawn("sleep", ["60"], { uid, stdio: "ignore" })
    await writeFile(join(DATA_DIR, "postgres", "postmaster.pid"), `${other.pid}\n${DATA_DIR}/postgres\n1700000000\n5432\n`)
    const after = await start()
    await untilKeeping(after.url)
    await expectLedger([first])
    expect(other.exitCode).toBe(null)
    other.kill()
  })

  test("finds a server that is frozen, says so, waits, and starts no second one", async () => {
    const first = await start()
    const { pid } = embeddedServer(DATA_DIR)
    process.kill(pid, "SIGSTOP")
    const second = start()
    try {
      await until("the second one is at the database", async () => existsSync(join(DATA_DIR, "postgres.lock")))
      // Beyond the two seconds that an answer may take.
      await sleep(3_000)
      expect(started).toHaveLength(1)
    } finally {
      process.kill(pid, "SIGCONT")
    }
    await untilKeeping((await second).url)
    expect((await second).output()).toContain(`it runs (process ${pid}) but does not answer`)
    expect(embeddedServer(DATA_DIR).pid).toBe(pid)
    expect(linesOf(first, "has ended")).toBe(0)
  })
})

test("row 6: SIGTERM under load answers what it has taken, ends streams and database, and exits with 0", async () => {
  const portline = await start()
  const { pid } = embeddedServer(DATA_DIR)
  const stream = await fetch(`${portline.url}/api/stream`)
  const ended = stream.text()
  const load = startLoad(portline.url, 8)
  await until("webhooks are stored", async () => (await deliver(portline.url)).result === "stored")
  const asked = Date.now()
  expect(await portline.stop("SIGTERM")).toBe(0)
  expect(Date.now() - asked).toBeLessThan(10_000)
  const tries = await load.stop()
  expect([...new Set(tries.map(({ status }) => status))].sort()).toEqual([0, 200])
  await ended
  expect(runs(pid)).toBe(false)
  await untilKeeping((await start()).url)
  expect(await missingOf(tries, embeddedServer(DATA_DIR).url)).toEqual([])
})

type Round = { readonly servers: 1 | 2; readonly serving: boolean; readonly afterMs: number; readonly signal: NodeJS.Signals }

/** Starts one Portline or two, kills them some time into the start or into the serving, and gives what they were sent. */
async function survive({ servers, serving, afterMs, signal }: Round): Promise<readonly Tried[]> {
  const ports = await Promise.all(Array.from({ length: servers }, () => freePort()))
  const launched = ports.map((port) => launch({ env: { DATA_DIR, PORT: String(port) } }))
  const loads = ports.map((port) => startLoad(`http://127.0.0.1:${port}`, 2))
  if (serving) await until("a webhook is taken", async () => (await deliver(`http://127.0.0.1:${ports[0]}`)).status === 200)
  await sleep(afterMs)
  for (const { child } of launched) child.kill(signal)
  await Promise.all(launched.map(({ exited }) => exited))
  return (await Promise.all(loads.map((load) => load.stop()))).flat()
}

test("row 7: started and killed over and over, also two at the same moment, it keeps every webhook that it has taken", async () => {
  const rounds: Round[] = [
    { servers: 2, serving: false, afterMs: 900, signal: "SIGKILL" },
    { servers: 1, serving: true, afterMs: 150, signal: "SIGKILL" },
    { servers: 1, serving: false, afterMs: 300, signal: "SIGTERM" },
    { servers: 2, serving: true, afterMs: 100, signal: "SIGKILL" },
    { servers: 1, serving: false, afterMs: 700, signal: "SIGKILL" },
    { servers: 1, serving: true, afterMs: 50, signal: "SIGTERM" },
  ]
  const tries: Tried[] = []
  for (const round of Array.from({ length: lengthOf(4, 24) }, (_, index) => rounds[index % rounds.length] as Round))
    tries.push(...(await survive(round)))
  const portline = await start()
  await untilKeeping(portline.url)
  expect(tries.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
  expect(await missingOf(tries, embeddedServer(DATA_DIR).url)).toEqual([])
})
