import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { GapJson, PennedJson } from "#lib/contract.ts"
import { pennedListSchema, releasedSchema, reverifiedSchema } from "#lib/schemas/pen.ts"
import { createDatabase } from "../support/database.ts"
import { lengthOf } from "../support/length.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { type Relay, startRelay } from "../support/relay.ts"
import { sent, sentStatus } from "../support/sent.ts"
import { newSigningKey, signedHeaders } from "../support/signing.ts"
import { type Answer, get, post } from "../support/webhook.ts"

/** How long Telnyx waits for an answer. */
const PATIENCE_MS = 2_000
const own = newSigningKey()
const stranger = newSigningKey()
const now = (): number => Math.floor(Date.now() / 1000)

const json = (url: string): Record<string, string> => ({ origin: url, "content-type": "application/json" })
const change = (url: string, path: string, headers = json(url)): Promise<Answer> => get(url, path, { method: "POST", headers })
const release = (url: string, event: unknown): Promise<Answer> => change(url, `/api/pen/${event}/release`)

async function penned(url: string): Promise<PennedJson[]> {
  const found: PennedJson[] = []
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { json: page } = await get(url, `/api/pen?limit=200${cursor && `&cursor=${cursor}`}`)
    expect(pennedListSchema.parse(page)).toEqual(page)
    found.push(...(page.data as PennedJson[]))
    cursor = page.next_cursor as string | null
  }
  return found
}

async function reverify(url: string): Promise<unknown> {
  const answer = await change(url, "/api/pen/reverify")
  expect(reverifiedSchema.parse(answer.json)).toEqual(answer.json)
  return answer.json.data
}

const statOf = async (url: string, name: string): Promise<unknown> => (await get(url, "/api/stats")).json[name]

/** How many deliveries the gaps of a reason tell of. */
async function missed(url: string, reason: string): Promise<number> {
  const { json: answer } = await get(url, "/api/gaps?limit=200")
  return (answer.data as GapJson[]).filter((gap) => gap.reason === reason).reduce((sum, { refused }) => sum + refused, 0)
}

const signed = (url: string, body: Uint8Array, key = own, seconds = now()): Promise<Answer> =>
  post(url, body, { headers: signedHeaders(key, body, seconds) })

describe.each([
  ["the front door", []],
  ["the API route", ["--no-front-door"]],
])("what is not authentic, through %s", (_door, args) => {
  let portline: Portline
  beforeAll(async () => {
    portline = await startPortline({ env: { DATABASE_URL: await createDatabase(), TELNYX_PUBLIC_KEY: own.base64 }, args })
  })
  afterAll(() => portline.stop())

  test("row 44: is answered 401 with its key, waits in the pen, and touches no order", async () => {
    const bodies = Array.from({ length: 13 }, () => sentStatus("draft", { order: randomUUID() }))
    const [a = Buffer.alloc(0), b = Buffer.alloc(0)] = bodies
    const good = (body: Uint8Array) => signedHeaders(own, body)
    const signature = (length: number, fill = 7): string => Buffer.alloc(length, fill).toString("base64")
    const headers: ((body: Uint8Array) => Record<string, string>)[] = [
      () => ({}),
      (body) => ({ "telnyx-timestamp": good(body)["telnyx-timestamp"] ?? "" }),
      (body) => ({ "telnyx-signature-ed25519": good(body)["telnyx-signature-ed25519"] ?? "" }),
      (body) => ({ ...good(body), "telnyx-signature-ed25519": "not base64!" }),
      (body) => ({ ...good(body), "telnyx-signature-ed25519": signature(63) }),
      (body) => ({ ...good(body), "telnyx-signature-ed25519": signature(65) }),
      (body) => ({ ...good(body), "telnyx-signature-ed25519": signature(64, 0) }),
      (body) => signedHeaders(stranger, body),
      (body) => ({ ...good(body), "telnyx-timestamp": "1e9" }),
      (body) => ({ ...good(body), "telnyx-timestamp": "+5" }),
      (body) => ({ ...good(body), "telnyx-timestamp": "" }),
      (body) => good(Buffer.from(JSON.stringify(JSON.parse(Buffer.from(body).toString()), null, 1))),
      (body) => good(body === a ? b : a),
    ]
    const answers = await Promise.all(bodies.map((body, index) => post(portline.url, body, { headers: headers[index]?.(body) ?? {} })))
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 401))
    // The answer does not wait for a database that is busy.
    await expect.poll(async () => (await penned(portline.url)).length, { timeout: 10_000 }).toBe(bodies.length)
    const waiting = new Map((await penned(portline.url)).map((one) => [one.event, one]))
    for (const [index, { json: answer }] of answers.entries()) {
      expect(Object.keys(answer).sort()).toEqual(["detail", "event", "reason", "status", "title", "type"])
      const one = waiting.get(String(answer.event))
      expect(one).toEqual({ event: answer.event, received_at: expect.any(String), reason: answer.reason, size: bodies[index]?.length })
    }
    expect(await statOf(portline.url, "penned")).toBe(bodies.length)
    expect((await get(portline.url, "/api/orders?placeholder=true&deleted=true")).json.data).toEqual([])
    expect(await statOf(portline.url, "events")).toBe(0)
    expect(await reverify(portline.url)).toEqual({ released: 0, left: bodies.length })
  })

  test("is released by nothing but a key that verifies it: 409 with the reason, and 404 where there is none", async () => {
    const body = sentStatus("draft", { order: randomUUID() })
    const { json: refused } = await signed(portline.url, body, stranger)
    const held = await release(portline.url, refused.event)
    expect(held).toMatchObject({ status: 409, type: expect.stringContaining("problem+json"), json: { reason: "signature_invalid" } })
    for (const none of ["0".repeat(32), "nothing"]) expect((await release(portline.url, none)).status).toBe(404)
    expect((await penned(portline.url)).map(({ event }) => event)).toContain(refused.event)
  })

  test.each([301, -301])("row 24: authentic, and %i s old when it came, waits until it is released by hand", async (age) => {
    const order = randomUUID()
    const stale = await signed(portline.url, sentStatus("submitted", { order }), own, now() - age)
    expect([stale.status, stale.json.reason]).toEqual([401, "timestamp_out_of_tolerance"])
    const waiting = (await penned(portline.url)).find(({ event }) => event === stale.json.event)
    expect(waiting).toMatchObject({ reason: "timestamp_out_of_tolerance", verified_with: own.base64 })
    await reverify(portline.url)
    expect((await get(portline.url, `/api/orders/${order}`)).status).toBe(404)
    const freed = await release(portline.url, stale.json.event)
    expect(releasedSchema.parse(freed.json)).toEqual(freed.json)
    expect(freed.json.data).toEqual({ result: "stored", event: stale.json.event })
    const { json: event } = await get(portline.url, `/api/events/${stale.json.event}`)
    expect(event.data).toMatchObject({ verified: true, deliveries: 1, received_at: waiting?.received_at, orders: [order] })
    expect((event.data as { headers: unknown }).headers).toMatchObject({ "telnyx-timestamp": expect.any(String) })
    expect((await release(portline.url, stale.json.event)).status).toBe(404)
  })

  test("row 24: authentic and 299 s old is taken", async () => {
    expect((await signed(portline.url, sentStatus("draft", { order: randomUUID() }), own, now() - 298)).json.result).toBe("stored")
  })

  test("is released once, however many press at once", async () => {
    const body = sentStatus("draft", { order: randomUUID() })
    const { json: stale } = await signed(portline.url, body, own, now() - 1_000)
    const pressed = await Promise.all(Array.from({ length: 6 }, () => release(portline.url, stale.event)))
    expect(pressed.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404, 404])
    expect((await get(portline.url, `/api/events/${stale.event}`)).json.data).toMatchObject({ deliveries: 1 })
  })

  test("a forged body of the same event takes neither an authentic one's place nor, by equal bytes, its proof", async () => {
    const body = sentStatus("draft", { order: randomUUID() })
    const forged = Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 2))
    const before = Number(await statOf(portline.url, "penned"))
    const first = await post(portline.url, forged)
    await post(portline.url, body)
    await signed(portline.url, body, stranger)
    const stale = await signed(portline.url, body, own, now() - 400)
    await signed(portline.url, body, stranger)
    expect(first.json.event).toBe(stale.json.event)
    expect(await statOf(portline.url, "penned")).toBe(before + 2)
    expect((await release(portline.url, stale.json.event)).json.data).toMatchObject({ result: "stored" })
    expect((await get(portline.url, `/api/events/${stale.json.event}/raw`)).text).toBe(body.toString())
    expect((await release(portline.url, stale.json.event)).status).toBe(409)
  })

  test("of more than 64 KiB is a gap", async () => {
    const before = await missed(portline.url, "pen_too_large")
    const large = sent("new_comment", { payload: { porting_order_id: randomUUID(), comment: { id: "c", body: "x".repeat(64 * 1024) } } })
    const { status, json: answer } = await post(portline.url, large)
    expect(status).toBe(401)
    expect((await penned(portline.url)).map(({ event }) => event)).not.toContain(answer.event)
    await expect.poll(() => missed(portline.url, "pen_too_large"), { timeout: 10_000 }).toBe(before + 1)
    expect(await statOf(portline.url, "gaps")).not.toBe(0)
  })

  test("is changed by nobody from elsewhere", async () => {
    for (const path of ["/api/pen/reverify", `/api/pen/${"0".repeat(32)}/release`]) {
      expect((await change(portline.url, path, { ...json(portline.url), origin: "https://example.com" })).status).toBe(403)
      expect((await change(portline.url, path, { origin: portline.url, "content-type": "text/plain" })).status).toBe(415)
      expect((await get(portline.url, path)).status).toBe(405)
    }
    for (const query of ["cursor=x", "limit=0", "q=x"]) expect((await get(portline.url, `/api/pen?${query}`)).status).toBe(400)
  })

  test("by a form, the deeds lead back to the pen, which tells what came of them", async () => {
    const form = { origin: portline.url, "content-type": "application/x-www-form-urlencoded" }
    const { json: stale } = await signed(portline.url, sentStatus("draft", { order: randomUUID() }), own, now() - 400)
    const placeOf = async (path: string): Promise<unknown> => {
      const answer = await change(portline.url, path, form)
      return [answer.status, answer.headers.get("location")]
    }
    expect(await placeOf("/api/pen/reverify")).toEqual([303, expect.stringMatching(/^\/events\/pen\?released=0&left=\d+$/)])
    expect(await placeOf(`/api/pen/${stale.event}/release`)).toEqual([303, `/events/pen?event=${stale.event}`])
    expect(await placeOf(`/api/pen/${stale.event}/release`)).toEqual([303, "/events/pen?held=gone"])
  })
})

describe("a flood of forged webhooks", () => {
  test("row 44: leaves the newest 1,000 in the pen, the rest as a gap, and every authentic one meanwhile is kept", async () => {
    const portline = await startPortline({
      env: { DATABASE_URL: await createDatabase(), TELNYX_PUBLIC_KEY: own.base64, WORKERS: "2" },
    })
    const proven = await signed(portline.url, sentStatus("draft", { order: randomUUID() }), own, now() - 400)
    let left = 3_000
    const flood = Array.from({ length: 64 }, async () => {
      while (left-- > 0) expect((await signed(portline.url, sentStatus("draft", { order: randomUUID() }), stranger)).status).toBe(401)
    })
    const statuses: number[] = []
    for (let count = 0; count < 40; count++)
      statuses.push((await signed(portline.url, sentStatus("draft", { order: randomUUID() }))).status)
    await Promise.all(flood)
    expect(new Set(statuses)).toEqual(new Set([200]))
    await expect.poll(() => statOf(portline.url, "events"), { timeout: 20_000 }).toBe(40)
    // Of two processes that write at once, neither sees what the other is about to add: the next one to write puts that right.
    await signed(portline.url, sentStatus("draft", { order: randomUUID() }), stranger)
    const events = (await penned(portline.url)).map(({ event }) => event)
    expect(events).toHaveLength(1_000)
    expect(events).toContain(proven.json.event)
    const dropped = async (): Promise<number> => (await missed(portline.url, "pen_full")) + (await missed(portline.url, "pen_failed"))
    await expect.poll(dropped, { timeout: 20_000 }).toBe(3_002 - 1_000)
    await portline.stop()
  })
})

describe("while the database", () => {
  let [relay, portline]: [Relay | null, Portline | null] = [null, null]
  afterAll(async () => {
    await portline?.stop()
    await relay?.stop()
  })

  test("is frozen, what is not authentic is answered 401 in time, and is a gap", async () => {
    relay = await startRelay(await createDatabase())
    portline = await startPortline({ env: { DATABASE_URL: relay.url, TELNYX_PUBLIC_KEY: own.base64 } })
    const { url } = portline
    await signed(url, sentStatus("draft"), stranger)
    relay.fail({ afterBytes: 0, deed: "freeze" })
    const tries = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const began = performance.now()
        const { status } = await signed(url, sentStatus("draft", { order: randomUUID() }), stranger)
        return { status, ms: performance.now() - began }
      }),
    )
    expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([401]))
    expect(Math.max(...tries.map(({ ms }) => ms))).toBeLessThan(PATIENCE_MS)
    relay.heal()
    // What was not yet tried when the database came back is in the pen after all.
    const accountedFor = async (): Promise<number> => (await missed(url, "pen_failed")) + Number(await statOf(url, "penned"))
    await expect.poll(accountedFor, { timeout: 20_000 }).toBe(21)
    expect(await missed(url, "pen_failed")).toBeGreaterThan(0)
  })
})

describe("a wrong key put right", () => {
  const ORDERS = Array.from({ length: 5 }, () => randomUUID())
  const CHAIN = ["draft", "in-process", "submitted", "exception", "submitted", "foc-date-confirmed"]
  const bodies = Array.from({ length: 50 }, (_, index) => {
    const at = `2024-05-01T10:00:${String(index).padStart(2, "0")}Z`
    return sentStatus(CHAIN[index % CHAIN.length], { order: ORDERS[index % ORDERS.length] ?? "", at })
  })

  /** All that is told of the orders, but for when this was written. */
  async function told(url: string): Promise<unknown[]> {
    const all: unknown[] = []
    for (const order of ORDERS) {
      const { updated_at: _at, ...rest } = (await get(url, `/api/orders/${order}`)).json.data as Record<string, unknown>
      const { json: timeline } = await get(url, `/api/orders/${order}/timeline`)
      all.push(
        rest,
        (timeline.data as Record<string, unknown>[]).map(({ received_at: _received, ...entry }) => entry),
      )
    }
    return all
  }

  const start = (DATABASE_URL: string, key: typeof own): Promise<Portline> =>
    startPortline({ env: { DATABASE_URL, TELNYX_PUBLIC_KEY: key.base64 } })

  let expected: unknown[] = []
  beforeAll(async () => {
    const right = await start(await createDatabase(), own)
    for (const body of bodies) expect((await signed(right.url, body)).json.result).toBe("stored")
    expected = await told(right.url)
    await right.stop()
  })

  /** A database that has them all in the pen, sent by Telnyx to a server with another key, and two that nobody's key will free. */
  async function withWrongKey(): Promise<string> {
    const database = await createDatabase()
    const wrong = await start(database, stranger)
    const answers = await Promise.all(bodies.map((body) => signed(wrong.url, body)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
    await post(wrong.url, "forged")
    await signed(wrong.url, sentStatus("ported", { order: ORDERS[0] ?? "" }), own, now() - 301)
    expect(await statOf(wrong.url, "penned")).toBe(52)
    await wrong.stop()
    return database
  }

  test("row 45: leaves the orders as if nothing had happened, from the start with the right key on", async () => {
    const right = await start(await withWrongKey(), own)
    await expect.poll(() => statOf(right.url, "penned"), { timeout: 30_000 }).toBe(2)
    expect(await told(right.url)).toEqual(expected)
    expect(await reverify(right.url)).toEqual({ released: 0, left: 2 })
    const stale = (await penned(right.url)).filter(({ verified_with }) => verified_with === own.base64)
    expect(stale).toMatchObject([{ reason: "signature_invalid" }])
    expect((await signed(right.url, bodies[0] ?? Buffer.alloc(0))).json.result).toBe("duplicate")
    await right.stop()
  })

  test("frees more than go in one transaction, each once, also when two press at once", async () => {
    const database = await createDatabase()
    const wrong = await start(database, stranger)
    const many = Array.from({ length: 230 }, () => sentStatus("draft", { order: randomUUID() }))
    await Promise.all(many.map((body) => signed(wrong.url, body)))
    // Who is answered waits a second for the pen at most.
    await expect.poll(() => statOf(wrong.url, "penned"), { timeout: 10_000 }).toBe(many.length)
    await wrong.stop()
    const right = await start(database, own)
    await Promise.all([reverify(right.url), reverify(right.url)])
    await expect.poll(() => statOf(right.url, "penned"), { timeout: 30_000 }).toBe(0)
    const { json: inbox } = await get(right.url, "/api/inbox")
    expect(inbox.data).toMatchObject({ all_time: { received: many.length, new: many.length, repeats: 0 } })
    await right.stop()
  })

  test("loses and doubles nothing when the process is killed while it releases", async () => {
    const database = await withWrongKey()
    for (const delay of [0, 15, 60, 5, 30].slice(0, lengthOf(3, 5))) {
      const killed = await start(database, own)
      const pressing = [change(killed.url, "/api/pen/reverify"), change(killed.url, "/api/pen/reverify")].map((one) =>
        one.catch(() => null),
      )
      await new Promise((resolve) => setTimeout(resolve, delay))
      await killed.stop("SIGKILL")
      await Promise.all(pressing)
    }
    const right = await start(database, own)
    await expect.poll(() => statOf(right.url, "penned"), { timeout: 30_000 }).toBe(2)
    expect(await told(right.url)).toEqual(expected)
    await right.stop()
  })
})
