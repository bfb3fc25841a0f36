import { randomUUID } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { embeddedServer } from "../support/embedded-server.ts"
import { until } from "../support/ledger.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { type Replica, startReplica } from "../support/replica.ts"
import { sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

let folder: string
let writer: Portline
let reader: Portline
let replica: Replica

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-replica-"))
  const DATA_DIR = join(folder, "primary")
  writer = await startPortline({ env: { DATA_DIR } })
  replica = await startReplica(DATA_DIR, join(folder, "replica"))
  reader = await startPortline({ env: { DATABASE_URL: embeddedServer(DATA_DIR).url, READ_DATABASE_URL: replica.url } })
})
afterAll(async () => {
  await reader.stop()
  await replica.kill()
  await writer.stop()
  await rm(folder, { recursive: true, force: true })
})

/** How many requests of the reading instance went where. */
async function reads(place: "replica" | "primary"): Promise<number> {
  const response = await fetch(`${reader.url}/api/metrics`)
  return Number((await response.text()).match(new RegExp(`^portline_read_requests_total\\{place="${place}"\\} (\\d+)`, "m"))?.[1] ?? 0)
}

/** Sends a status to one instance, and asks the other for its order: what it answers. */
async function sendAndAsk(): Promise<number> {
  const order = randomUUID()
  const kept = await post(writer.url, sentStatus("submitted", { order }))
  expect(kept.json.result).toBe("stored")
  return (await get(reader.url, `/api/orders/${order}`)).status
}

describe("with a replica for reads", () => {
  test("what one instance has answered the other shows at once, read from the replica", async () => {
    const before = await reads("replica")
    const seen: number[] = []
    for (let round = 0; round < 60; round++) seen.push(await sendAndAsk())
    expect(seen.filter((status) => status !== 200)).toEqual([])
    expect((await reads("replica")) - before).toBeGreaterThan(30)
  })

  test("many who ask at once while webhooks come see, each of them, what was answered before", async () => {
    const seen = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const own: number[] = []
        for (let round = 0; round < 10; round++) own.push(await sendAndAsk())
        return own
      }),
    )
    expect(seen.flat().filter((status) => status !== 200)).toEqual([])
  })

  test("pages and lists are answered by the replica, and streams by the primary", async () => {
    await replica.query("SELECT pg_stat_force_next_flush()")
    for (const path of ["/", "/orders", "/events", "/api/orders", "/api/stats", "/api/orders.csv", "/api/inbox"])
      expect([path, (await fetch(`${reader.url}${path}`)).status]).toEqual([path, 200])
    const before = (await reads("replica")) + (await reads("primary"))
    const stream = new AbortController()
    expect((await fetch(`${reader.url}/api/stream`, { signal: stream.signal })).status).toBe(200)
    stream.abort()
    // The two questions for the metrics themselves.
    expect((await reads("replica")) + (await reads("primary")) - before).toBeLessThanOrEqual(2)
  })

  test("of a replica that has not replayed what was answered nothing is read, until it has", async () => {
    await replica.query("SELECT pg_wal_replay_pause()")
    const [primary, fromReplica] = [await reads("primary"), await reads("replica")]
    try {
      for (let round = 0; round < 5; round++) expect(await sendAndAsk()).toBe(200)
      expect((await reads("primary")) - primary).toBeGreaterThanOrEqual(5)
      expect((await reads("replica")) - fromReplica).toBe(0)
    } finally {
      await replica.query("SELECT pg_wal_replay_resume()")
    }
    await until("the replica is read again", async () => {
      const before = await reads("replica")
      await get(reader.url, "/api/orders")
      return (await reads("replica")) > before
    })
  })

  test("a replica that is frozen holds nobody up for long", async () => {
    replica.freeze()
    try {
      for (let round = 0; round < 6; round++) {
        const began = performance.now()
        expect(await sendAndAsk()).toBe(200)
        expect(performance.now() - began).toBeLessThan(3_000)
      }
    } finally {
      replica.thaw()
    }
    await until("the replica is read again", async () => {
      const before = await reads("replica")
      await get(reader.url, "/api/orders")
      return (await reads("replica")) > before
    })
  })

  test("a replica that is lost costs no answer, and the log says so once", async () => {
    const told = (): number => reader.output().match(/The replica cannot be read/g)?.length ?? 0
    const toldBefore = told()
    let lost = 0
    let isOver = false
    const asking = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (!isOver) if ((await get(reader.url, "/api/orders")).status !== 200) lost += 1
      }),
    )
    await replica.kill()
    expect(await sendAndAsk()).toBe(200)
    isOver = true
    await asking
    expect(lost).toBe(0)
    // A question that fails at it lets it rest; what keeps it from being read is found out and told after that.
    await until("the log says so", async () => {
      await get(reader.url, "/api/orders")
      return told() > toldBefore
    })
    for (let round = 0; round < 5; round++) await get(reader.url, "/api/orders")
    expect(told() - toldBefore).toBe(1)
  })
})

test("a replica that is none, or of another database, is not read, and the log says why", async () => {
  const other = await startPortline({ env: { DATA_DIR: join(folder, "other") } })
  const odd = await startPortline({
    env: {
      DATABASE_URL: embeddedServer(join(folder, "primary")).url,
      READ_DATABASE_URL: embeddedServer(join(folder, "other")).url,
    },
  })
  const order = randomUUID()
  await post(odd.url, sentStatus("submitted", { order }))
  expect((await get(odd.url, `/api/orders/${order}`)).status).toBe(200)
  // On a busy machine it may not answer in time at first.
  const told = async (): Promise<string> => {
    await get(odd.url, `/api/orders/${order}`)
    return odd.output()
  }
  await expect.poll(told, { timeout: 30_000, interval: 500 }).toContain("names a server that follows no other")
  await Promise.all([odd.stop(), other.stop()])
})
