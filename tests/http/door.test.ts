import { randomBytes } from "node:crypto"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { DoorJson, RefusalJson, TestEventJson } from "#lib/contract.ts"
import { type Db, openDb } from "#lib/db/client.ts"
import { doorSchema, testEventSchema } from "#lib/schemas/setup.ts"
import { createDatabase } from "../support/database.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentStatus } from "../support/sent.ts"
import { newSigningKey, signedHeaders } from "../support/signing.ts"
import { get, post, sendRaw } from "../support/webhook.ts"

const WEBHOOK = "/api/webhooks/telnyx"
const key = newSigningKey()
const stranger = newSigningKey()
const now = (): number => Math.floor(Date.now() / 1000)

async function door(url: string): Promise<DoorJson> {
  const { json } = await get(url, "/api/door")
  expect(doorSchema.parse(json)).toEqual(json)
  return json.data as DoorJson
}

/** What the record says of a reason, once it says `count` of it; it has two seconds for that. */
async function refusal(url: string, reason: string, count = 1): Promise<RefusalJson | undefined> {
  for (const until = Date.now() + 2_000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = (await door(url)).refusals.find((row) => row.reason === reason)
    if (found && found.count >= count) return found
  }
  return undefined
}

const testEvent = async (url: string): Promise<TestEventJson> => {
  const { status, json } = await get(url, "/api/test-event", {
    method: "POST",
    headers: { origin: url, "content-type": "application/json" },
  })
  expect(status).toBe(200)
  expect(testEventSchema.parse(json)).toEqual(json)
  return json.data as TestEventJson
}

describe.each([
  ["the front door", []],
  ["the API route", ["--no-front-door"]],
])("what comes to %s and is not kept", (_door, args) => {
  let portline: Portline
  let db: Db
  const env = { DATABASE_URL: "", TELNYX_PUBLIC_KEY: key.base64 }

  beforeAll(async () => {
    env.DATABASE_URL = await createDatabase()
    portline = await startPortline({ env, args })
    db = openDb(env.DATABASE_URL, { max: 1, queryTimeoutMs: 30_000 })
  })
  afterAll(async () => {
    await db.$disconnect()
    await portline.stop()
  })

  const body = sentStatus("draft")
  const signed = (by: typeof key, seconds = now()) => post(portline.url, body, { headers: signedHeaders(by, body, seconds) })

  test("is on record within two seconds, by its reason", async () => {
    const { "telnyx-signature-ed25519": signature = "", ...timestamp } = signedHeaders(key, body)
    const sending: [string, string | null, () => Promise<unknown>][] = [
      ["method", "GET", () => get(portline.url, WEBHOOK)],
      ["empty", null, () => post(portline.url, "")],
      ["too_large", "2000000", () => post(portline.url, Buffer.alloc(2_000_000)).catch(() => {})],
      ["signature_missing", null, () => post(portline.url, body)],
      ["signature_malformed", null, () => post(portline.url, body, { headers: { ...timestamp, "telnyx-signature-ed25519": "x" } })],
      ["timestamp_missing", null, () => post(portline.url, body, { headers: { "telnyx-signature-ed25519": signature } })],
      [
        "timestamp_malformed",
        null,
        () => post(portline.url, body, { headers: { "telnyx-signature-ed25519": signature, "telnyx-timestamp": "noon" } }),
      ],
      ["signature_invalid", null, () => signed(stranger)],
      [
        "cut_off",
        null,
        () => sendRaw(portline.port, [`POST ${WEBHOOK} HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{`], { end: true }),
      ],
    ]
    await Promise.all(sending.map(([, , send]) => send()))
    for (const [reason, detail] of sending)
      expect(await refusal(portline.url, reason), reason).toMatchObject({ reason, count: 1, detail, earlier: false })
  })

  test.each([
    [360, /^36[01]$/],
    [-360, /^-3(59|60)$/],
  ])("names by how much a clock is off: %i s", async (behind, measured) => {
    await signed(key, now() - behind)
    const count = behind > 0 ? 1 : 2
    expect((await refusal(portline.url, "timestamp_out_of_tolerance", count))?.detail).toMatch(measured)
  })

  test("names who sent it, in 200 characters at the most", async () => {
    await post(portline.url, body, { headers: { "user-agent": "a".repeat(500) } })
    expect((await refusal(portline.url, "signature_missing", 2))?.user_agent).toBe("a".repeat(200))
  })

  test("is told to whoever looks, within two seconds", async () => {
    const ending = new AbortController()
    const { body: stream } = await fetch(`${portline.url}/api/stream`, { signal: ending.signal })
    const told = (async (): Promise<boolean> => {
      for await (const chunk of stream ?? []) if (Buffer.from(chunk).includes("event: events")) return true
      return false
    })().catch(() => false)
    await signed(stranger)
    setTimeout(() => ending.abort(), 2_000)
    expect(await told).toBe(true)
    ending.abort()
  })

  test("and names a test takes no connection of an authentic one's, however many there are", async () => {
    const held = await db.$transaction(
      async (tx) => {
        await tx.$executeRaw`LOCK TABLE door_tests IN ACCESS EXCLUSIVE MODE`
        const forged = Array.from({ length: 12 }, () =>
          post(portline.url, body, { headers: { "portline-test": randomBytes(32).toString("base64url") } }),
        )
        await new Promise((resolve) => setTimeout(resolve, 100))
        const authentic = sentStatus("submitted")
        const answer = await post(portline.url, authentic, { headers: signedHeaders(key, authentic) })
        return { answer, forged }
      },
      { timeout: 30_000 },
    )
    expect(held.answer.json.result).toBe("stored")
    expect(new Set((await Promise.all(held.forged)).map(({ status }) => status))).toEqual(new Set([401]))
  })

  test("costs one statement a second, however many there are", async () => {
    const before = (await refusal(portline.url, "signature_invalid", 2))?.count ?? 0
    const began = Date.now()
    for (let round = 0; round < 20; round++) await Promise.all(Array.from({ length: 20 }, () => signed(stranger)))
    const seconds = (Date.now() - began) / 1000
    expect((await refusal(portline.url, "signature_invalid", before + 400))?.count).toBe(before + 400)
    const [statistics] = await db.$queryRaw<{ updates: number }[]>`
      SELECT n_tup_upd::int AS updates FROM pg_stat_user_tables WHERE relname = 'refusals'`
    expect(statistics?.updates ?? 0).toBeLessThan(20 + seconds)
  })

  test("is counted on by the next process; under another key it is the past", async () => {
    const { json } = await get(portline.url, "/api/stats")
    await portline.stop()
    portline = await startPortline({ env: { ...env, TELNYX_PUBLIC_KEY: stranger.base64 }, args })
    expect((await get(portline.url, "/api/stats")).json.refused).toBe(json.refused)
    expect((await door(portline.url)).refusals.every(({ earlier }) => earlier)).toBe(true)
    await signed(key)
    expect(await refusal(portline.url, "signature_invalid")).toMatchObject({ count: expect.any(Number) })
    for (const until = Date.now() + 2_000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 50)))
      if ((await refusal(portline.url, "signature_invalid"))?.earlier === false) break
    expect(await refusal(portline.url, "signature_invalid")).toMatchObject({ count: 1, earlier: false })
    expect((await get(portline.url, "/api/stats")).json.refused).toBe(Number(json.refused) + 1)
  })
})

describe.each([
  ["a key", { TELNYX_PUBLIC_KEY: key.base64 }, []],
  ["no key", {}, []],
  ["a key, through the API route", { TELNYX_PUBLIC_KEY: key.base64 }, ["--no-front-door"]],
  ["a key and two workers", { TELNYX_PUBLIC_KEY: key.base64, WORKERS: "2" }, []],
])("a test event, with %s", (_what, more, args) => {
  let portline: Portline
  let db: Db
  beforeAll(async () => {
    const DATABASE_URL = await createDatabase()
    portline = await startPortline({ env: { DATABASE_URL, ...more }, args })
    db = openDb(DATABASE_URL, { max: 1, queryTimeoutMs: 30_000 })
  })
  afterAll(async () => {
    await db.$disconnect()
    await portline.stop()
  })

  test("passes every step that there is, and is in no list, no count and no order", async () => {
    const result = await testEvent(portline.url)
    expect(result.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      "reached passed",
      `signature ${"TELNYX_PUBLIC_KEY" in more ? "passed" : "skipped"}`,
      "stored passed",
      "shown passed",
    ])
    expect(result.passed).toBe(true)
    expect((await door(portline.url)).test).toEqual(result)
    expect((await get(portline.url, "/api/stats")).json).toMatchObject({ orders: 0, events: 0, quarantined: 0, refused: 0 })
    expect((await get(portline.url, "/api/events")).json.data).toEqual([])
    expect((await get(portline.url, "/api/orders?placeholder=true&deleted=true")).json.data).toEqual([])
    expect(await db.$queryRaw`SELECT count(*)::int AS rows FROM events`).toEqual([{ rows: 0 }])
  })

  test("a forged token gets nothing", async () => {
    const body = sentStatus("draft")
    for (const token of [randomBytes(32).toString("base64url"), "x", "\u00e9"]) {
      const answer = await post(portline.url, body, { headers: { "portline-test": token } })
      if ("TELNYX_PUBLIC_KEY" in more) expect(answer.status).toBe(401)
      else expect(answer.json.result).toMatch(/stored|duplicate/)
    }
  })

  test("works by a form, which leads back to the page that it was on", async () => {
    const headers = { origin: portline.url, "content-type": "application/x-www-form-urlencoded", referer: `${portline.url}/settings` }
    const back = await get(portline.url, "/api/test-event", { method: "POST", headers, body: "" })
    expect([back.status, back.headers.get("location")]).toEqual([303, "/settings"])
    const elsewhere = { ...headers, referer: "https://example.com//evil" }
    expect((await get(portline.url, "/api/test-event", { method: "POST", headers: elsewhere, body: "" })).headers.get("location")).toBe("/")
    expect(
      (await get(portline.url, "/api/test-event", { method: "POST", headers: { ...headers, origin: "https://example.com" } })).status,
    ).toBe(403)
  })
})

test("what several processes refuse is one record and one count", async () => {
  const portline = await startPortline({ env: { DATABASE_URL: await createDatabase(), TELNYX_PUBLIC_KEY: key.base64, WORKERS: "2" } })
  await Promise.all(Array.from({ length: 30 }, () => post(portline.url, sentStatus("draft"), { headers: { connection: "close" } })))
  expect(await refusal(portline.url, "signature_missing", 30)).toMatchObject({ count: 30 })
  expect((await get(portline.url, "/api/stats")).json.refused).toBe(30)
  await portline.stop()
})

test("a public address that this machine cannot reach is said to be so, and the test goes on locally", async () => {
  const portline = await startPortline({ env: { DATABASE_URL: await createDatabase(), PUBLIC_URL: "http://ports.invalid" } })
  const { json } = await get(portline.url, "/api/test-event", {
    method: "POST",
    headers: { origin: "http://ports.invalid", "content-type": "application/json" },
  })
  expect(json.data).toMatchObject({ passed: true, steps: [{ text: expect.stringContaining("ports.invalid") }, {}, {}, {}] })
  await portline.stop()
})
