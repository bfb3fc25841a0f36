import { execFileSync } from "node:child_process"
import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { Agent, request } from "node:http"
import { connect } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { Worker } from "node:worker_threads"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { WEBHOOK_PATH } from "#lib/contract.ts"
import { createDatabase } from "../support/database.ts"
import { deliver, type Load, missingOf, startLoad, type Tried, until } from "../support/ledger.ts"
import { lengthOf } from "../support/length.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentStatus } from "../support/sent.ts"
import { newSigningKey } from "../support/signing.ts"
import { get, post, sendRaw } from "../support/webhook.ts"

/** How long Telnyx waits for an answer. */
const PATIENCE_MS = 2_000
const MIB = 1024 * 1024
const HEAD = `POST ${WEBHOOK_PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n`
const noLimits = process.platform === "linux" && existsSync("/usr/bin/prlimit") ? null : "limiting a process needs Linux and prlimit"

let databaseUrl: string
let portline: Portline

beforeAll(async () => {
  databaseUrl = await createDatabase()
  portline = await startPortline({ env: { DATABASE_URL: databaseUrl }, flags: ["--max-old-space-size=256"] })
  await until("webhooks are stored", async () => (await deliver(portline.url)).result === "stored")
})
afterAll(() => portline.stop())

type Flooded = { readonly status: number; readonly result: string | null; readonly ms: number }

/** The most memory, in MB, that the server ever had resident; since the last call where the system can forget it. */
function peakMb(): number {
  const own = `/proc/${portline.process.pid}`
  const peak = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`${own}/status`, "utf8"))?.[1]) / 1_000
  return Math.round(peak)
}

/** What real deliveries went through meanwhile: all kept, none too late. Prints what is to be looked at. */
async function expectUnharmed(what: string, load: Load): Promise<void> {
  const tries = await load.stop()
  const times = tries.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (share: number): number => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0)
  console.log(`${what}: ${tries.length} deliveries meanwhile, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms; peak ${peakMb()} MB`)
  expect(tries.length).toBeGreaterThan(20)
  expect([...new Set(tries.map(({ status }) => status))]).toEqual([200])
  expect(at(1)).toBeLessThan(PATIENCE_MS)
  await expectKept(tries)
}

async function expectKept(tries: readonly Tried[]): Promise<void> {
  await until("the spool is drained", async () => (await get(portline.url, "/api/stats")).json.spooled === 0)
  expect(await missingOf(tries, databaseUrl)).toEqual([])
}

async function query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<Row>(text)
  await client.end()
  return rows
}

test("row 17: many bodies of 1 MiB at once fill no memory and hold up nobody else", async () => {
  const [count, before] = [lengthOf(80, 200), peakMb()]
  const load = startLoad(portline.url, 2)
  const workerData = { url: portline.url + WEBHOOK_PATH, count, bytes: MIB }
  const flood = new Worker(join(import.meta.dirname, "../support/flood.mjs"), { workerData })
  const [answers] = (await once(flood, "message")) as [Flooded[]]
  const counts = Object.entries(Object.groupBy(answers, ({ status, result }) => result ?? String(status)))
  const told = counts.map(([what, of]) => `${of?.length} ${what}`).join(", ")
  await expectUnharmed(`${count} bodies of 1 MiB at once, by 256 MB of heap, ${before} MB before (${told})`, load)
  // What neither the database nor the disk takes in time is told to come again.
  expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(count / 4)
  const [row] = await query<{ kept: number }>(`SELECT count(*)::int AS kept FROM events WHERE length(raw) = ${MIB}`)
  expect(row?.kept).toBeGreaterThanOrEqual(answers.filter(({ status }) => status === 200).length)
  expect(peakMb() - before).toBeLessThan(1_000)
})

test.skipIf(noLimits !== null)(
  `row 17: out of file handles it takes nobody in, and goes on where there are some${noLimits ? ` (${noLimits})` : ""}`,
  async () => {
    const pid = String(portline.process.pid)
    const prlimit = (...args: string[]): string => execFileSync("prlimit", ["--pid", pid, ...args], { encoding: "utf8" }).trim()
    const [soft, hard] = prlimit("--nofile", "--noheadings", "--output", "SOFT,HARD").split(/\s+/)
    prlimit(`--nofile=${readdirSync(`/proc/${pid}/fd`).length + 20}:${hard}`)
    const sockets = Array.from({ length: 100 }, () => connect(portline.port, "127.0.0.1").on("error", () => {}))
    await sleep(300)
    const outside = Promise.all(Array.from({ length: 200 }, () => deliver(portline.url)))
    const first = await Promise.race([outside, sleep(500)])
    for (const socket of sockets) socket.destroy()
    const tries = await outside
    expect(first === undefined || tries.some(({ status }) => status === 0)).toBe(true)
    expect(tries.filter(({ status }) => status !== 0 && status !== 200)).toEqual([])
    prlimit(`--nofile=${soft}:${hard}`)
    await until("webhooks are stored", async () => (await deliver(portline.url)).result === "stored")
    await expectKept(tries)
    expect(portline.process.exitCode).toBeNull()
  },
)

test("row 18: an export of many orders holds up no webhook", async () => {
  const many = lengthOf(5_000, 100_000)
  const order = randomUUID()
  await post(portline.url, sentStatus("bulk", { order, more: { support_key: "bulk" } }))
  const columns = (
    await query<{ name: string }>(
      "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'orders' AND column_name <> 'id' AND is_generated = 'NEVER'",
    )
  )
    .map(({ name }) => name)
    .join()
  await query(
    `INSERT INTO orders (id, ${columns}) SELECT gen_random_uuid(), ${columns} FROM orders, generate_series(2, ${many}) WHERE id = '${order}'`,
  )
  const load = startLoad(portline.url, 2)
  const { text } = await get(portline.url, "/api/orders.csv?status=bulk")
  await expectUnharmed(`an export of ${many} orders`, load)
  expect(text.trim().split("\n")).toHaveLength(many + 1)
  await query("DELETE FROM orders WHERE status_value = 'bulk'")
})

test("row 20: a storm of one event is one event that counts them all, and what is kept of them stays small", async () => {
  const [many, body] = [lengthOf(5_000, 100_000), sentStatus("draft", { order: randomUUID(), id: "storm" })]
  const times: number[] = []
  let left = many
  const sender = async (): Promise<void> => {
    while (left-- > 0) {
      const began = performance.now()
      expect((await post(portline.url, body)).status).toBe(200)
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: 64 }, sender))
  times.sort((a, b) => a - b)
  console.log(`a storm of ${many}: p50 ${Math.round(times[many >> 1] ?? 0)} ms, p99 ${Math.round(times[Math.floor(many * 0.99)] ?? 0)} ms`)
  expect(times.at(-1)).toBeLessThan(PATIENCE_MS)
  const stored = await query<{ deliveries: number; rows: number }>(`
    SELECT e.deliveries, (SELECT count(*)::int FROM deliveries d WHERE d.event_key = e.key) AS rows FROM events e WHERE event_id = 'storm'`)
  expect(stored).toEqual([{ deliveries: many, rows: expect.any(Number) }])
  expect(stored[0]?.rows).toBeLessThanOrEqual(21)
})

describe.concurrent("slow and odd senders", () => {
  test("row 41: 500 that send a byte now and then are cut off, and hold up nobody else", async ({ expect }) => {
    const began = performance.now()
    const sockets = Array.from({ length: 500 }, (_, index) => {
      const socket = connect(portline.port, "127.0.0.1").on("error", () => {})
      socket.write(index % 2 === 0 ? HEAD : `${HEAD}Content-Length: 1000\r\n\r\n`)
      return socket
    })
    const answers = sockets.map(async (socket) => {
      let text = ""
      socket.on("data", (chunk) => {
        text += chunk
      })
      // Some are reset while they still send: that is an end, too.
      await new Promise((resolve) => socket.once("close", resolve))
      return text
    })
    const drip = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write("x")
    }, 2_000)
    const load = startLoad(portline.url, 2)
    const texts = await Promise.all(answers)
    clearInterval(drip)
    await expectUnharmed("500 slow senders", load)
    expect(performance.now() - began).toBeLessThan(15_000)
    const told = new Set(texts.map((text) => text.slice(0, 12)))
    expect(told).toContain("HTTP/1.1 408")
    expect([...told].filter((one) => one !== "HTTP/1.1 408" && one !== "")).toEqual([])
  })

  test("row 43: a connection that was idle for five seconds is used again, and requests in one piece are answered in turn", async ({
    expect,
  }) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 50 })
    const send = (): Promise<boolean> =>
      new Promise((resolve, reject) => {
        const sending = request(portline.url + WEBHOOK_PATH, { agent, method: "POST" }, (response) => {
          response
            .resume()
            .on("end", () => (response.statusCode === 200 ? resolve(sending.reusedSocket) : reject(new Error(`${response.statusCode}`))))
        }).on("error", reject)
        sending.end(sentStatus("draft", { order: randomUUID() }))
      })
    const sendAll = (): Promise<boolean[]> => Promise.all(Array.from({ length: 50 }, send))
    await sendAll()
    for (let round = 0; round < lengthOf(1, 20); round++) {
      await sleep(4_900 + 100 * (round % 3))
      expect(await sendAll()).toEqual(Array(50).fill(true))
    }
    agent.destroy()
    const bodies = Array.from({ length: 10 }, () => sentStatus("draft", { order: randomUUID() }))
    const pieces = bodies.map(
      (body, index) => `${HEAD}${index === 9 ? "Connection: close\r\n" : ""}Content-Length: ${body.length}\r\n\r\n${body}`,
    )
    const answer = await sendRaw(portline.port, [pieces.join("")])
    expect(answer.match(/HTTP\/1\.1 200 /g)).toHaveLength(10)
  })
})

test("row 42: headers that are too large or too many are refused, and no other harm is done", async () => {
  const ask = async (headers: string): Promise<string> =>
    (await sendRaw(portline.port, [`${HEAD}Connection: close\r\n${headers}Content-Length: 2\r\n\r\n{}`])).slice(0, 12)
  expect(await ask(`X-Long: ${"x".repeat(20_000)}\r\n`)).toBe("HTTP/1.1 431")
  expect(await ask("x-many: 1234\r\n".repeat(2_000))).toBe("HTTP/1.1 431")
  expect((await deliver(portline.url)).result).toBe("stored")
})

test("row 42: two signatures are none", async () => {
  const signed = await startPortline({ env: { DATABASE_URL: databaseUrl, TELNYX_PUBLIC_KEY: newSigningKey().base64 } })
  const twice = `telnyx-signature-ed25519: ${Buffer.alloc(64).toString("base64")}\r\n`.repeat(2)
  const answer = await sendRaw(signed.port, [`${HEAD}Connection: close\r\ntelnyx-timestamp: 1\r\n${twice}Content-Length: 2\r\n\r\n{}`])
  expect(answer).toMatch(/^HTTP\/1\.1 401 /)
  expect(answer).toContain('"reason":"signature_malformed"')
  await signed.stop()
})
