import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { OrderJson } from "#lib/contract.ts"
import { createDatabase } from "../support/database.ts"
import { until } from "../support/ledger.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sent, sentComment, sentMessaging, sentStatus } from "../support/sent.ts"
import { newSigningKey, signedHeaders } from "../support/signing.ts"
import { get, post } from "../support/webhook.ts"

const HOUR_MS = 3_600_000
const TEN_YEARS_MS = 10 * 365 * 24 * HOUR_MS

const orderOf = async (url: string, id: string): Promise<OrderJson> => (await get(url, `/api/orders/${id}`)).json.data as OrderJson

describe("row 25: Portline's own clock jumps", () => {
  const folder = mkdtempSync(join(tmpdir(), "portline-clock-"))
  const CLOCK_SHIFT = join(folder, "shift")
  const shift = async (ms: number): Promise<void> => {
    writeFileSync(CLOCK_SHIFT, String(ms))
    await sleep(100)
  }
  const clock = { CLOCK_SHIFT, NODE_OPTIONS: `--import ${join(import.meta.dirname, "../support/shifted-clock.mjs")}` }
  afterAll(() => rmSync(folder, { recursive: true }))

  /** What a page says, without its markup. */
  const wordsOf = (html: string): string => html.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, " ").replace(/<[^>]*>/g, " ")

  test("webhooks are kept, orders stay in the order of occurred_at, and no screen tells a negative time", async () => {
    await shift(0)
    const portline = await startPortline({ env: { DATABASE_URL: await createDatabase(), ...clock } })
    const order = randomUUID()
    const today = (minute: number): string => new Date(Date.now() - HOUR_MS + minute * 60_000).toISOString()
    const steps = [
      [HOUR_MS, "in-process", 2],
      [-HOUR_MS, "submitted", 3],
      [TEN_YEARS_MS, "exception", 4],
      [HOUR_MS, "draft", 1],
    ] as const
    for (const [ms, status, minute] of steps) {
      await shift(ms)
      const { json } = await post(portline.url, sentStatus(status, { order, at: today(minute), codes: ["LOA_ILLEGIBLE"] }))
      expect(json.result).toBe("stored")
      for (const path of ["/", "/orders", `/orders/${order}`, "/events", "/settings?tab=webhook"]) {
        const { status: answered, text } = await get(portline.url, path)
        expect([path, answered]).toEqual([path, 200])
        expect(wordsOf(text)).not.toMatch(/(?<!\w)[-−]\d+(\.\d+)? ?(ms|s|min|h|d|days?|hours?|minutes?|seconds?)\b/)
      }
    }
    await shift(0)
    expect((await orderOf(portline.url, order)).status?.value).toBe("exception")
    const { json } = await get(portline.url, `/api/orders/${order}/timeline`)
    expect((json.data as { summary: { status: string } }[]).length).toBe(4)
    await portline.stop()
  })

  test("ten years back it believes no signature, and once it is right the orders are as if nothing had happened", async () => {
    const key = newSigningKey()
    const env = { DATABASE_URL: await createDatabase(), TELNYX_PUBLIC_KEY: key.base64, ...clock }
    await shift(-TEN_YEARS_MS)
    let portline = await startPortline({ env })
    const order = randomUUID()
    const body = sentStatus("exception", { order, at: new Date().toISOString(), codes: ["LOA_ILLEGIBLE"] })
    const answer = await post(portline.url, body, { headers: signedHeaders(key, body) })
    expect([answer.status, answer.json.reason]).toEqual([401, "timestamp_out_of_tolerance"])
    await portline.stop()
    await shift(0)
    portline = await startPortline({ env })
    const headers = { origin: portline.url, "content-type": "application/json" }
    const released = await get(portline.url, `/api/pen/${answer.json.event}/release`, { method: "POST", headers })
    expect(released.status).toBe(200)
    expect((await orderOf(portline.url, order)).status?.value).toBe("exception")
    await portline.stop()
  })
})

describe("with one Portline", () => {
  let databaseUrl: string
  let portline: Portline
  beforeAll(async () => {
    databaseUrl = await createDatabase()
    portline = await startPortline({ env: { DATABASE_URL: databaseUrl } })
  })
  afterAll(() => portline.stop())

  test.each<[unknown, string, string?]>([
    ["0001-01-01T00:00:00Z", "stored"],
    ["9999-12-31T23:59:59.999999Z", "stored"],
    ["2016-12-31T23:59:60Z", "stored", "2017-01-01T00:00:00Z"],
    ["2025-04-02T10:00:00.123456789Z", "stored"],
    ["2025-04-02T10:00:00-03:30", "stored", "2025-04-02T13:30:00Z"],
    ["+292277-01-01T00:00:00Z", "quarantined"],
    ["292277-01-01T00:00:00Z", "quarantined"],
    ["0000-12-31T23:59:59Z", "quarantined"],
    ["9999-12-31T23:59:59-01:00", "quarantined"],
    ["2025-04-02T10:00:00", "quarantined"],
    ["2025-04-02", "quarantined"],
    ["2025-02-30T10:00:00Z", "quarantined"],
    ["2025-04-02T24:00:01Z", "quarantined"],
    ["", "quarantined"],
    [1_743_588_000, "quarantined"],
    [null, "quarantined"],
  ])("row 26: occurred_at %j is %s, its bytes as they were sent", async (at, result, shown) => {
    const order = randomUUID()
    const body = Buffer.from(
      JSON.stringify({ ...JSON.parse(sentStatus("draft", { order }).toString()) }).replace(
        /"occurred_at":"[^"]*"/,
        `"occurred_at":${JSON.stringify(at)}`,
      ),
    )
    const answer = await post(portline.url, body)
    expect(answer.json).toMatchObject({ result, ...(result === "quarantined" ? { reason: "unreadable_time" } : {}) })
    const raw = await fetch(`${portline.url}/api/events/${answer.json.event}/raw`)
    expect(Buffer.from(await raw.arrayBuffer()).equals(body)).toBe(true)
    if (result === "stored")
      expect((await get(portline.url, `/api/orders/${order}/timeline`)).json.data).toMatchObject([{ occurred_at: shown ?? at }])
  })

  test("row 26: without occurred_at it is quarantined; over a day ahead it is shown, flagged, and decides nothing", async () => {
    const missing = JSON.parse(sentStatus("draft").toString())
    delete missing.data.occurred_at
    expect((await post(portline.url, JSON.stringify(missing))).json).toMatchObject({ result: "quarantined", reason: "unreadable_time" })
    const order = randomUUID()
    const ahead = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString()
    await post(portline.url, sentStatus("ported", { order, at: ahead(25) }))
    await post(portline.url, sentStatus("submitted", { order, at: ahead(23) }))
    expect((await orderOf(portline.url, order)).status?.value).toBe("submitted")
    const { json } = await get(portline.url, `/api/orders/${order}/timeline`)
    expect(json.data).toMatchObject([{ future: false }, { future: true, payload: { status: { value: "ported" } } }])
  })

  test("row 27: no reader steps over an event that commits after later ones", async () => {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query(`
      CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.6); RETURN NEW; END $$;
      CREATE TRIGGER linger BEFORE INSERT ON events FOR EACH ROW WHEN (NEW.event_id = 'slow') EXECUTE FUNCTION linger()`)
    const told = new Set<string>()
    const ending = new AbortController()
    const stream = await fetch(`${portline.url}/api/stream`, { signal: ending.signal })
    const reading = (async () => {
      for await (const chunk of stream.body ?? [])
        for (const [id] of Buffer.from(chunk)
          .toString()
          .matchAll(/[0-9a-f-]{36}/g))
          told.add(id)
    })().catch(() => {})
    const orders = Array.from({ length: 201 }, () => randomUUID())
    const began = new Date().toISOString()
    const slow = post(portline.url, sentStatus("draft", { order: orders[0] ?? "", id: "slow" }))
    await sleep(150)
    const later = await Promise.all(orders.slice(1).map((order) => post(portline.url, sentStatus("draft", { order }))))
    expect((await slow).json.result).toBe("stored")
    expect(later.every(({ status }) => status === 200)).toBe(true)
    await until("the stream has told all", async () => orders.every((order) => told.has(order)), 5_000)
    const polled = await get(portline.url, `/api/orders?updated_since=${began}&limit=1`)
    expect(polled.json.total).toBe(201)
    ending.abort()
    await reading
    await client.query("DROP TRIGGER linger ON events")
    await client.end()
  })

  test.each<[string, (order: string) => Buffer, string]>([
    ["a type", (order) => sent("teleported", { payload: { porting_order_id: order } }), "/api/events?event_type=porting_order.teleported"],
    ["a status", (order) => sentStatus("quantum-ported", { order }), "/api/orders?status=quantum-ported"],
    ["an exception code", (order) => sentStatus("exception", { order, codes: ["NEVER_HEARD"] }), "/api/orders?exception_code=NEVER_HEARD"],
    ["a messaging state", (order) => sentMessaging("entangled", { order }), "/api/orders?messaging=entangled&placeholder=true"],
    ["a user type", (order) => sentComment({ user_type: "oracle", body: "Said." }, { order }), ""],
    ["fields", (order) => sentStatus("draft", { order, more: { brand_new: { deep: [1, null] } } }), ""],
  ])("row 28: %s never heard of is stored, shown as it was sent, and filtered by", async (_what, make, filter) => {
    const order = randomUUID()
    const body = make(order)
    expect((await post(portline.url, body)).json.result).toBe("stored")
    const { json } = await get(portline.url, `/api/orders/${order}/timeline`)
    expect((json.data as { payload: unknown }[]).map(({ payload }) => payload)).toEqual([payloadOf(body)])
    expect((await get(portline.url, `/orders/${order}`)).status).toBe(200)
    if (filter !== "") expect((await get(portline.url, filter)).text).toContain(order)
  })
})

function payloadOf(body: Buffer): unknown {
  const { data, payload } = JSON.parse(body.toString())
  return (data ?? { payload }).payload
}
