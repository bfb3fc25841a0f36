import { createHash, randomUUID } from "node:crypto"
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { request } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { WEBHOOK_PATH } from "#lib/contract.ts"
import { openDb } from "#lib/db/client.ts"
import { announce } from "#lib/env.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { createDatabase } from "../support/database.ts"
import { isFull, lengthOf } from "../support/length.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { type Relay, startRelay } from "../support/relay.ts"
import { sent, sentStatus } from "../support/sent.ts"
import { newSigningKey } from "../support/signing.ts"
import { get, post } from "../support/webhook.ts"

/** How long Telnyx waits for an answer. */
const PATIENCE_MS = 2_000
const ORDER = randomUUID()

type Tried = { readonly body: Buffer; readonly status: number; readonly result: unknown; readonly ms: number }

async function deliver(url: string, body: Buffer): Promise<Tried> {
  const began = performance.now()
  const { status, json } = await post(url, body)
  return { body, status, result: json.result, ms: performance.now() - began }
}

const bodies = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, index) =>
    sentStatus("submitted", { order: ORDER, at: `2024-05-01T10:00:00.${String(index).padStart(6, "0")}Z` }),
  )

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not come to be that ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

let folder: string
let database: string
let relay: Relay
let portline: Portline
let sql: pg.Client

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-spool-"))
  database = await createDatabase()
  relay = await startRelay(database)
  portline = await startPortline({ env: { DATA_DIR: folder, DATABASE_URL: relay.url } })
  sql = new pg.Client({ connectionString: database })
  await sql.connect()
})
afterAll(async () => {
  await portline?.stop()
  await relay?.stop()
  await sql?.end()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => relay.heal())

const drained = (): Promise<void> =>
  until("the spool is drained", async () => {
    const { status, json } = await get(portline.url, "/api/stats")
    return status === 200 && json.spooled === 0
  })

/** The ledger's rule: every 200 is in the database byte for byte, once a delivery. */
async function expectKept(tries: readonly Tried[]): Promise<void> {
  const acked = Map.groupBy(
    tries.filter(({ status }) => status === 200),
    ({ body }) => createHash("sha256").update(body).digest("hex"),
  )
  const { rows } = await sql.query<{ hash: string; deliveries: number }>(
    "SELECT encode(sha256(raw), 'hex') AS hash, deliveries FROM events WHERE encode(sha256(raw), 'hex') = ANY($1)",
    [[...acked.keys()]],
  )
  const kept = new Map(rows.map(({ hash, deliveries }) => [hash, deliveries]))
  expect([...acked].map(([hash, acks]) => [hash, acks.length])).toEqual([...acked].map(([hash]) => [hash, kept.get(hash)]))
}

async function expectFolded(): Promise<void> {
  announce({ databaseUrl: database })
  const db = openDb(database, { max: 1, queryTimeoutMs: 30_000 })
  expect((await rebuildOrders(db)).differed).toBe(0)
  await db.$disconnect()
}

describe("while the database", () => {
  test("row 8: is frozen, each webhook is answered 200 in time, spooled, and is there once afterwards", async () => {
    const bodiesSent = [...bodies(20), ...Array.from({ length: 30 }, () => bodies(1)).flat()]
    await deliver(portline.url, sentStatus("draft", { order: ORDER }))
    relay.fail({ afterBytes: 0, deed: "freeze" })
    const tries = await Promise.all(bodiesSent.map((body) => deliver(portline.url, body)))
    const later = await deliver(portline.url, sent("new_comment", { payload: { porting_order_id: ORDER, comment: { id: "c1" } } }))
    expect(new Set([...tries, later].map(({ status, result }) => `${status} ${result}`))).toEqual(new Set(["200 spooled"]))
    expect(Math.max(...tries.map(({ ms }) => ms))).toBeLessThan(PATIENCE_MS)
    relay.heal()
    await drained()
    await expectKept([...tries, later])
    await expectFolded()
    expect((await deliver(portline.url, sentStatus("draft", { order: ORDER }))).result).toBe("stored")
  })

  test("row 15: is away for a while, every webhook is answered 200, and none is lost", async () => {
    const tries: Tried[] = []
    relay.fail({ afterBytes: 0, deed: "cut" })
    const until = Date.now() + lengthOf(5, 600) * 1_000
    while (Date.now() < until) {
      const some = Array.from({ length: 5 }, () => sentStatus("submitted", { order: randomUUID() }))
      tries.push(...(await Promise.all(some.map((body) => deliver(portline.url, body)))))
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    relay.heal()
    expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([200]))
    expect(Math.max(...tries.map(({ ms }) => ms))).toBeLessThan(PATIENCE_MS)
    await drained()
    await expectKept(tries)
    await expectFolded()
  })

  test("row 11: has the events locked, webhooks go to disk and nothing piles up behind the lock", async () => {
    await sql.query("BEGIN")
    await sql.query("LOCK TABLE events IN ACCESS EXCLUSIVE MODE")
    const tries: Tried[] = []
    for (const body of bodies(40)) tries.push(await deliver(portline.url, body))
    await sql.query("COMMIT")
    expect(new Set(tries.map(({ status, result }) => `${status} ${result}`))).toEqual(new Set(["200 spooled"]))
    expect(Math.max(...tries.map(({ ms }) => ms))).toBeLessThan(PATIENCE_MS)
    await drained()
    await expectKept(tries)
    await expectFolded()
  })

  test.each([
    // Every byte would be right; a frozen one costs a second each.
    ["cut", isFull ? (at: number) => at + 1 : (at: number) => Math.ceil(at * 1.5) + 97],
    ["freeze", isFull ? (at: number) => at + 97 : (at: number) => Math.ceil(at * 3) + 97],
  ] as const)("row 9: has its connection fail (%s) at byte n of an append, for many n, every delivery counts once", async (deed, next) => {
    const tries: Tried[] = []
    const same = sentStatus("in-process", { order: randomUUID() })
    for (let afterBytes = 0; afterBytes < 40_000; afterBytes = next(afterBytes)) {
      relay.fail({ afterBytes, deed })
      const some = await Promise.all([...bodies(3), same, same].map((body) => deliver(portline.url, body)))
      relay.heal()
      tries.push(...some)
      await drained()
    }
    expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([200]))
    expect(Math.max(...tries.map(({ ms }) => ms))).toBeLessThan(PATIENCE_MS)
    await expectKept(tries)
    await expectFolded()
  })
})

describe("the spool of a server that was killed", () => {
  test("is drained at the next start; of a torn tail only what was never acknowledged is missing", async () => {
    const tries: Tried[] = []
    relay.fail({ afterBytes: 0, deed: "freeze" })
    for (const body of bodies(5)) tries.push(await deliver(portline.url, body))
    await portline.stop("SIGKILL")
    const [name = ""] = await readdir(join(folder, "spool"))
    await writeFile(join(folder, "spool", name), Buffer.concat([await readFile(join(folder, "spool", name)), Buffer.from([0, 0, 3])]))
    relay.heal()
    portline = await startPortline({ env: { DATA_DIR: folder, DATABASE_URL: relay.url } })
    await drained()
    await expectKept(tries)
    expect(portline.output()).toContain("ends within a webhook that was not acknowledged")
    await until("the file is gone", async () => (await readdir(join(folder, "spool"))).length === 0)
  })

  test("with a byte of it damaged stops the drain there, says where, and keeps the file", async () => {
    relay.fail({ afterBytes: 0, deed: "freeze" })
    const tries: Tried[] = []
    for (const body of bodies(2)) tries.push(await deliver(portline.url, body))
    await portline.stop("SIGKILL")
    const [name = ""] = await readdir(join(folder, "spool"))
    const path = join(folder, "spool", name)
    const bytes = await readFile(path)
    bytes[bytes.length - 10] = (bytes.at(-10) ?? 0) ^ 0xff
    await writeFile(path, bytes)
    relay.heal()
    portline = await startPortline({ env: { DATA_DIR: folder, DATABASE_URL: relay.url } })
    await until("the damage is told", async () => portline.output().includes(`"file":"${name}"`))
    await expectKept(tries.slice(0, 1))
    expect(await readdir(join(folder, "spool"))).toEqual([name])
    expect((await deliver(portline.url, bodies(1)[0] ?? Buffer.alloc(0))).result).toBe("stored")
  })
})

test("row 6: two processes that are ended while the database is frozen leave no sender without an answer", async () => {
  // What is not authentic is to be written down at the end, and a frozen database takes its time over each of it.
  const env = { DATABASE_URL: relay.url, WORKERS: "2", TELNYX_PUBLIC_KEY: newSigningKey().base64 }
  const both = await startPortline({ env })
  const times: number[] = []
  let isEnding = false
  // Each on a connection of its own: some are taken in by the first process at the very last moment.
  const ask = (path: string, method: string): Promise<void> =>
    new Promise((resolve) => {
      const began = performance.now()
      const told = (): void => {
        times.push(performance.now() - began)
        resolve()
      }
      const asking = request(both.url + path, { method, agent: false }, (response) => response.resume().on("end", told))
      asking.on("error", told).end(method === "POST" ? sentStatus("draft", { order: randomUUID() }) : "")
    })
  const senders = Array.from({ length: 24 }, async () => {
    while (!isEnding) await ask("/api/health", "GET")
  })
  await new Promise((resolve) => setTimeout(resolve, 300))
  relay.fail({ afterBytes: 0, deed: "freeze" })
  await new Promise((resolve) => setTimeout(resolve, 300))
  const forged = Array.from({ length: 10 }, () => ask(WEBHOOK_PATH, "POST"))
  await new Promise((resolve) => setTimeout(resolve, 100))
  const ended = await both.stop()
  isEnding = true
  await Promise.all([...senders, ...forged])
  expect([ended, Math.max(...times) < PATIENCE_MS]).toEqual([0, true])
})
