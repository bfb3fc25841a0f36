import { randomUUID } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openDb } from "#lib/db/client.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { type EmbeddedDatabase, startEmbedded } from "#prisma/embedded.ts"
import { freePort } from "#prisma/free-port.ts"
import { type Balancer, startBalancer } from "../support/balancer.ts"
import { missingOf, startLoad, until, untilKeeping } from "../support/ledger.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

/** The longest that a screen may be without its stream. */
const MOST_GAP_MS = 5_000

let folder: string
let database: EmbeddedDatabase
let balancer: Balancer
const instances: Portline[] = []

const start = (name: string, port: number): Promise<Portline> =>
  startPortline({ env: { DATABASE_URL: database.url, DATA_DIR: join(folder, name), PORT: String(port) } })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-instances-"))
  database = await startEmbedded(join(folder, "database"))
  for (const name of ["one", "other"]) instances.push(await start(name, await freePort()))
  balancer = await startBalancer(instances.map(({ port }) => port))
})
afterAll(async () => {
  await balancer.stop()
  for (const instance of instances) await instance.stop()
  await database.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A screen behind the balancer: it opens its stream again whenever that ends, as browsers do. */
function watch() {
  const stopping = new AbortController()
  let [told, lost, longest] = ["", performance.now(), 0]
  const reading = (async () => {
    while (!stopping.signal.aborted) {
      try {
        const response = await fetch(`${balancer.url}/api/stream`, { signal: stopping.signal })
        if (response.status === 200) longest = Math.max(longest, performance.now() - lost)
        for await (const chunk of response.body ?? []) told += Buffer.from(chunk as Uint8Array).toString()
      } catch {
        // Cut, or nobody there.
      }
      lost = performance.now()
      await sleep(100)
    }
  })()
  const stop = async (): Promise<void> => {
    stopping.abort()
    await reading
  }
  return { told: () => told, longestGap: () => longest, stop }
}

async function restart(index: number, signal: NodeJS.Signals): Promise<void> {
  const instance = instances[index]
  if (!instance) throw new Error("There is no such instance.")
  await instance.stop(signal)
  instances[index] = await start(index === 0 ? "one" : "other", instance.port)
  await untilKeeping(instances[index].url)
}

describe("two instances on one database", () => {
  test("what one takes the other shows, and tells its screens", async () => {
    const [one, other] = instances
    const screen = watch()
    const orders = Array.from({ length: 6 }, () => randomUUID())
    for (const [index, order] of orders.entries()) {
      const [taker, shower] = index % 2 ? [one, other] : [other, one]
      expect((await post(taker?.url ?? "", sentStatus("submitted", { order }))).json.result).toBe("stored")
      expect((await get(shower?.url ?? "", `/api/orders/${order}`)).status).toBe(200)
    }
    await until("the screen is told of all", async () => orders.every((order) => screen.told().includes(order)))
    await screen.stop()
  })

  test.each([
    ["ended one after the other", "SIGTERM"],
    ["killed one after the other", "SIGKILL"],
  ] as const)("%s under load they lose nothing, and no screen is without its stream for long", async (_, signal) => {
    const screens = [watch(), watch(), watch()]
    const load = startLoad(balancer.url)
    for (const index of instances.keys()) {
      await sleep(500)
      await restart(index, signal)
    }
    const tries = await load.stop()
    for (const { url } of instances) await untilKeeping(url)
    expect([...new Set(tries.map(({ status }) => status))].filter((status) => status !== 200 && status !== 0)).toEqual([])
    expect(tries.filter(({ status }) => status === 200).length).toBeGreaterThan(100)
    expect(await missingOf(tries, database.url)).toEqual([])
    for (const screen of screens) await screen.stop()
    expect(Math.max(...screens.map((screen) => screen.longestGap()))).toBeLessThan(MOST_GAP_MS)
    const db = openDb(database.url, { max: 1, queryTimeoutMs: 60_000 })
    expect((await rebuildOrders(db)).differed).toBe(0)
    await db.$disconnect()
  })
})
