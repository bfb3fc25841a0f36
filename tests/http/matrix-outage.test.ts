import { readdirSync, readFileSync } from "node:fs"
import { rm } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { GapJson, StoringJson } from "#lib/contract.ts"
import { clusterProcesses } from "#prisma/cluster-processes.ts"
import { freePort } from "#prisma/free-port.ts"
import { sendSignal } from "../chaos/product.ts"
import { newDataFolder } from "../support/data-folder.ts"
import { embeddedServer } from "../support/embedded-server.ts"
import { deliver, type Load, missingOf, startLoad, type Tried, until, untilKeeping } from "../support/ledger.ts"
import { lengthOf } from "../support/length.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { mountSmallDisk, putDatabaseOnSmallDisk, type SmallDisk, whyNoSmallDisk } from "../support/small-disk.ts"
import { get } from "../support/webhook.ts"

/** How long Telnyx waits for an answer. */
const PATIENCE_MS = 2_000
const noSmallDisk = whyNoSmallDisk()

let DATA_DIR: string
let portline: Portline
const disks: SmallDisk[] = []

beforeEach(async () => {
  DATA_DIR = await newDataFolder("outage")
})
afterEach(async () => {
  for (const disk of disks) disk.free()
  await portline.stop()
  for (const disk of disks.splice(0)) disk.unmount()
  await rm(DATA_DIR, { recursive: true, force: true })
})

const start = async (env: Record<string, string> = {}): Promise<Portline> => {
  portline = await startPortline({ env: { DATA_DIR, ...env } })
  return portline
}
const statuses = (tries: readonly Tried[]): number[] => [...new Set(tries.map(({ status }) => status))].sort()

async function expectLedger(tries: readonly Tried[], allowed: readonly number[]): Promise<void> {
  expect(statuses(tries).filter((status) => !allowed.includes(status))).toEqual([])
  expect(Math.max(...tries.map(({ ms }) => ms))).toBeLessThan(PATIENCE_MS)
  expect(await missingOf(tries, embeddedServer(DATA_DIR).url)).toEqual([])
}

/** What was sent, once the last of it has left the spool. */
async function stopAndDrain(load: Load): Promise<readonly Tried[]> {
  const tries = await load.stop()
  await untilKeeping(portline.url)
  return tries
}

async function onDatabase(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: embeddedServer(DATA_DIR).url })
  client.on("error", () => {})
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end().catch(() => {})
}

const outageSince = async (): Promise<unknown> => ((await get(portline.url, "/api/storing")).json.data as StoringJson).outage_since

async function countGaps(): Promise<number> {
  const { json } = await get(portline.url, "/api/gaps")
  return (json.data as GapJson[]).filter(({ reason }) => reason === "spool_failed").reduce((sum, { refused }) => sum + refused, 0)
}

describe("under load", () => {
  test("row 1: Portline killed at any moment has all that it answered 200, and answers again once it is started", async () => {
    const PORT = String(await freePort())
    await start({ PORT })
    const load = startLoad(portline.url)
    for (const pause of [900, 350, 40, ...Array.from({ length: lengthOf(0, 17) }, () => Math.random() * 1_500)]) {
      await until("webhooks are stored", async () => (await deliver(portline.url)).result === "stored")
      await sleep(pause)
      await portline.stop("SIGKILL")
      await start({ PORT })
    }
    await expectLedger(await stopAndDrain(load), [0, 200])
  })

  test("row 10: its connections used up by others, webhooks are answered 200, and readers are told", async () => {
    await start()
    const load = startLoad(portline.url)
    await untilKeeping(portline.url)
    const held: pg.Client[] = []
    const { url } = embeddedServer(DATA_DIR)
    await onDatabase("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'portline'")
    for (let isRefused = false; !isRefused; ) {
      const client = new pg.Client({ connectionString: url })
      client.on("error", () => {})
      isRefused = await client.connect().then(
        () => !held.push(client),
        () => true,
      )
    }
    const screens = await Promise.all(
      ["/api/orders", "/api/ready", "/api/storing"].map(async (path) => (await get(portline.url, path)).status),
    )
    await sleep(500)
    await Promise.all(held.map((client) => client.end()))
    await expectLedger(await stopAndDrain(load), [200])
    expect(screens).toEqual([503, 503, 200])
  })
})

describe.skipIf(noSmallDisk !== null)(`on small disks${noSmallDisk ? ` (${noSmallDisk})` : ""}`, () => {
  test("row 12: the database's disk full, webhooks go to the spool, the screens say so, and all is well once there is room", async () => {
    const disk = await putDatabaseOnSmallDisk(DATA_DIR, 200)
    disks.push(disk)
    await start()
    const load = startLoad(portline.url)
    await untilKeeping(portline.url)
    // Its log gives back room now and then.
    await until("the outage is told", async () => {
      await disk.fill()
      return typeof (await outageSince()) === "string"
    })
    await until("webhooks are spooled", async () => (await deliver(portline.url)).result === "spooled")
    disk.free()
    await expectLedger(await stopAndDrain(load), [200])
    expect(await outageSince()).toBe(null)
  })

  test("row 13: no room for the database's log, it panics, and comes back by itself once there is", async () => {
    const disk = await putDatabaseOnSmallDisk(DATA_DIR, 200)
    disks.push(disk)
    await start()
    const load = startLoad(portline.url)
    await untilKeeping(portline.url)
    await disk.fill()
    const flood = Array.from({ length: 60 }, () => "SELECT pg_logical_emit_message(false, 'test', repeat('x', 1000000))")
    await onDatabase(...flood).catch(() => {})
    const log = (): string => readFileSync(join(DATA_DIR, "postgres.log"), "utf8")
    await until("the database has panicked", async () => log().includes("PANIC:"))
    await until("webhooks are spooled", async () => (await deliver(portline.url)).result === "spooled")
    disk.free()
    await expectLedger(await stopAndDrain(load), [200])
  })

  test("row 14: the spool's disk full too, webhooks are refused, a gap says how many, and what was answered 200 is kept", async () => {
    disks.push(mountSmallDisk(join(DATA_DIR, "spool"), 1))
    await start()
    await untilKeeping(portline.url)
    const { postmaster, others } = clusterProcesses(join(DATA_DIR, "postgres"))
    const postgres = [postmaster ?? 0, ...others]
    const tries: Tried[] = []
    const sendMany = async (count: number): Promise<void> => {
      for (let sent = 0; sent < count; sent += 32)
        tries.push(...(await Promise.all(Array.from({ length: 32 }, () => deliver(portline.url)))))
    }
    const openFiles = (): number => readdirSync(`/proc/${portline.process.pid}/fd`).length
    try {
      sendSignal(postgres, "SIGSTOP")
      await until("the spool is full", async () => sendMany(128).then(() => tries.at(-1)?.status === 503))
      const before = openFiles()
      await sendMany(256)
      expect(openFiles() - before).toBeLessThan(100)
    } finally {
      sendSignal(postgres, "SIGCONT")
    }
    await until("webhooks are stored", async () => {
      tries.push(await deliver(portline.url))
      return tries.at(-1)?.result === "stored"
    })
    await untilKeeping(portline.url)
    await expectLedger(tries, [200, 503])
    const refused = tries.filter(({ status }) => status === 503).length
    await until("the gap says how many", async () => (await countGaps()) === refused)
  })
})
