import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { queryRows } from "../support/backups.ts"
import { createDatabase } from "../support/database.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { startRelay } from "../support/relay.ts"
import { sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

let first: Portline
let second: Portline

let database: string

beforeAll(async () => {
  database = await createDatabase()
  const env = { DATABASE_URL: database }
  first = await startPortline({ env })
  second = await startPortline({ env })
})
afterAll(() => Promise.all([first.stop(), second.stop()]))

type Message = { readonly id: string; readonly event: string; readonly ids: readonly string[] }

/** Reads a stream's messages as they come. */
function openStream(url: string, headers: Record<string, string> = {}) {
  const ending = new AbortController()
  const messages: Message[] = []
  const opened = fetch(`${url}/api/stream`, { headers, signal: ending.signal }).then((response) => {
    void read(response).catch(() => {})
    return response
  })
  async function read(response: Response): Promise<void> {
    let text = ""
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const field = (name: string): string => new RegExp(`^${name}: (.*)$`, "m").exec(text.slice(0, end))?.[1] ?? ""
        if (field("event")) messages.push({ id: field("id"), event: field("event"), ids: JSON.parse(field("data")).ids ?? [] })
        text = text.slice(end + 2)
      }
    }
  }
  const until = async (wanted: (message: Message) => boolean, ms = 2_000): Promise<Message | undefined> => {
    for (const deadline = Date.now() + ms; Date.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 10))) {
      const found = messages.find(wanted)
      if (found) return found
    }
    return undefined
  }
  return { opened, messages, until, close: () => ending.abort() }
}

test("says to load everything anew where more than a thousand orders change at once", async () => {
  const stream = openStream(first.url)
  await stream.opened
  const ids = "SELECT string_agg(md5(g::text || n::text)::uuid::text, ',') AS ids FROM generate_series(1, 150) AS n"
  await queryRows(database, `SELECT pg_notify('portline', t.ids) FROM generate_series(1, 8) AS g, LATERAL (${ids}) AS t`)
  expect(await stream.until(({ event }) => event === "reset")).toBeDefined()
  expect(stream.messages.filter(({ event }) => event === "orders")).toEqual([])
  stream.close()
})

test("names an order within a second of its change, on every instance", async () => {
  const streams = [openStream(first.url), openStream(second.url)]
  const responses = await Promise.all(streams.map((stream) => stream.opened))
  expect(responses.map((response) => response.headers.get("content-type"))).toEqual(Array(2).fill("text/event-stream; charset=utf-8"))
  const order = randomUUID()
  await post(first.url, sentStatus("draft", { order }))
  for (const stream of streams) {
    expect(await stream.until(({ event, ids }) => event === "orders" && ids.includes(order), 1_000)).toBeDefined()
    stream.close()
  }
})

test("resumes after Last-Event-ID with the orders that changed meanwhile", async () => {
  const before = openStream(first.url)
  await before.opened
  await post(first.url, sentStatus("draft", { order: randomUUID() }))
  const last = await before.until(({ event }) => event === "orders")
  before.close()
  const missed = randomUUID()
  await post(first.url, sentStatus("draft", { order: missed }))
  const after = openStream(second.url, { "last-event-id": last?.id ?? "" })
  expect(await after.until(({ event, ids }) => event === "orders" && ids.includes(missed))).toBeDefined()
  after.close()
})

test.each(["nonsense", "1", String(Date.now() + 10 ** 9)])(
  "a Last-Event-ID of %s cannot be resumed: reset says to load again",
  async (id) => {
    const stream = openStream(first.url, { "last-event-id": id })
    expect(await stream.until(({ event }) => event === "reset")).toBeDefined()
    stream.close()
  },
)

test("a reader that is gone before its answer is found costs nothing", async () => {
  for (let round = 0; round < 20; round++) {
    const stream = openStream(first.url, { "last-event-id": String(Date.now() - 1_000) })
    await stream.opened.catch(() => {})
    stream.close()
  }
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect((await fetch(`${first.url}/api/health`)).status).toBe(200)
})

test("a shutdown ends open streams and waits for none", async () => {
  const portline = await startPortline({ env: { DATABASE_URL: await createDatabase() } })
  await openStream(portline.url).opened
  const started = performance.now()
  expect(await portline.stop()).toBe(0)
  expect(performance.now() - started).toBeLessThan(4_000)
})

test("ends where changes are not heard of any more, and is refused until they are: screens ask by themselves then", async () => {
  const url = await createDatabase()
  const relay = await startRelay(url)
  const portline = await startPortline({ env: { DATABASE_URL: url, DIRECT_DATABASE_URL: relay.url } })
  const isOpen = async (): Promise<boolean> => {
    const ending = new AbortController()
    const { status } = await fetch(`${portline.url}/api/stream`, { signal: ending.signal })
    ending.abort()
    return status === 200
  }
  const stream = await fetch(`${portline.url}/api/stream`)
  expect(await isOpen()).toBe(true)
  relay.fail({ afterBytes: 0, deed: "cut" })
  expect(await stream.text()).toContain(": open")
  expect(await get(portline.url, "/api/stream")).toMatchObject({ status: 503, type: expect.stringContaining("problem+json") })
  expect(portline.output()).toContain("changes are not heard of")
  const kept = async (): Promise<unknown> => (await post(portline.url, sentStatus("draft", { order: randomUUID() }))).json.result
  await expect.poll(kept, { timeout: 10_000 }).toBe("stored")
  relay.heal()
  await expect.poll(isOpen, { timeout: 10_000 }).toBe(true)
  await portline.stop()
  await relay.stop()
})

describe("a listening connection whose other side says nothing any more", () => {
  const stopped: number[] = []
  afterAll(() => stopped.map((pid) => process.kill(pid, "SIGCONT")))

  async function startWithSilentListener(): Promise<Portline> {
    const url = await createDatabase()
    const portline = await startPortline({ env: { DATABASE_URL: url } })
    const listening = () =>
      queryRows<{ pid: number }>(
        url,
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT extract(epoch%' AND pid <> pg_backend_pid()",
      )
    await expect.poll(listening, { timeout: 10_000 }).toHaveLength(1)
    for (const { pid } of await listening()) {
      stopped.push(pid)
      process.kill(pid, "SIGSTOP")
    }
    return portline
  }

  test("is found out: streams are told to load again, and hear of what comes", async () => {
    const portline = await startWithSilentListener()
    const stream = openStream(portline.url)
    await stream.opened
    expect(await stream.until(({ event }) => event === "reset", 20_000)).toBeDefined()
    const order = randomUUID()
    await post(portline.url, sentStatus("draft", { order }))
    expect(await stream.until(({ ids }) => ids.includes(order))).toBeDefined()
    stream.close()
    await portline.stop()
  })

  test("holds up no shutdown", async () => {
    const portline = await startWithSilentListener()
    const ended = Promise.race([portline.stop(), sleep(10_000, "still running", { ref: false })])
    expect(await ended).toBe(0)
  })
})

test("asked for its head alone it says what it is, and ends", async () => {
  const response = await fetch(`${first.url}/api/stream`, { method: "HEAD", signal: AbortSignal.timeout(2_000) })
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"])
})
