import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createDatabase } from "../support/database.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { untilKeeping } from "../support/ledger.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { ORDER, sent, sentComment, sentStatus } from "../support/sent.ts"
import { newSigningKey, signedHeaders } from "../support/signing.ts"
import { get, post, sendRaw } from "../support/webhook.ts"

const MIB = 1024 * 1024

/** The same table through both doors: before Next's router, and Next's API route. */
describe.each([
  ["the front door", []],
  ["the API route", ["--no-front-door"]],
])("webhooks through %s, with no key set", (_door, args) => {
  let portline: Portline

  beforeAll(async () => {
    portline = await startPortline({ env: { DATABASE_URL: await createDatabase() }, args })
    // Loading the API route holds the process up once, so long that what comes then may go to the spool.
    await untilKeeping(portline.url)
  })
  afterAll(() => portline.stop())

  test("a porting event is stored, the same again a duplicate that only counts", async () => {
    const body = sentStatus("draft", { id: "once" })
    const first = await post(portline.url, body)
    expect(first).toMatchObject({ status: 200, json: { result: "stored" } })
    const again = await post(portline.url, sentStatus("draft", { id: "once", attempt: 2 }))
    expect(again).toMatchObject({ status: 200, json: { result: "duplicate", event: first.json.event } })
    const { json } = await get(portline.url, "/api/events?event_id=once")
    expect(json.data).toMatchObject([{ event: first.json.event, deliveries: 2, verified: false, id_reused: false, state: "applied" }])
  })

  test("the same id with other content is a second event, and both show id_reused", async () => {
    await post(portline.url, sentStatus("draft", { id: "reused" }))
    expect((await post(portline.url, sentStatus("submitted", { id: "reused" }))).json.result).toBe("stored")
    const { json } = await get(portline.url, "/api/events?event_id=reused")
    expect(json.data).toMatchObject([{ id_reused: true }, { id_reused: true }])
  })

  test("20 concurrent posts of one event are one event with 20 deliveries", async () => {
    const body = sentStatus("draft", { id: "twenty" })
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(portline.url, body)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(answers.filter(({ json }) => json.result === "stored")).toHaveLength(1)
    const { json } = await get(portline.url, "/api/events?event_id=twenty")
    expect(json.data).toMatchObject([{ deliveries: 20 }])
  })

  test.each(ALL_FIXTURES)("the documented body %d is stored, and its bytes come back", async (number) => {
    const answer = await post(portline.url, fixture(number))
    expect(answer).toMatchObject({ status: 200, json: { result: "stored" } })
    const raw = await fetch(`${portline.url}/api/events/${answer.json.event}/raw`)
    expect(Buffer.from(await raw.arrayBuffer()).equals(fixture(number))).toBe(true)
    expect([raw.headers.get("content-type"), raw.headers.get("x-content-type-options")]).toEqual(["text/plain; charset=utf-8", "nosniff"])
  })

  test.each<[string, Uint8Array, string]>([
    ["no JSON", Buffer.from("hello"), "unreadable_json"],
    ["two documents", Buffer.from("{}{}"), "unreadable_json"],
    ["a byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), sentStatus("draft")]), "unreadable_json"],
    ["invalid UTF-8 alone", Buffer.from([0xff, 0xfe, 0x00]), "unreadable_json"],
    ["a JSON scalar", Buffer.from("5"), "not_a_porting_event"],
    ["another kind of event", Buffer.from('{"data":{"event_type":"message.received"}}'), "not_a_porting_event"],
    ["an order id that is none", sentStatus("draft", { more: { id: 5 } }), "no_order_id"],
    ["a status without a value", sentStatus(null), "unexpected_shape"],
    ["no readable time", sentStatus("draft", { at: "soon" }), "unreadable_time"],
    ["an order id of 10 kB", sentStatus("draft", { more: { id: "x".repeat(10_000) } }), "no_order_id"],
  ])("%s is quarantined with its reason and its bytes; equal bytes again are a duplicate", async (_what, body, reason) => {
    const answer = await post(portline.url, body)
    expect(answer).toMatchObject({ status: 200, json: { result: "quarantined", reason } })
    expect(await post(portline.url, body)).toMatchObject({ status: 200, json: { result: "duplicate", event: answer.json.event } })
    const raw = await fetch(`${portline.url}/api/events/${answer.json.event}/raw`)
    expect(Buffer.from(await raw.arrayBuffer()).equals(Buffer.from(body))).toBe(true)
  })

  test.each<[string, Uint8Array]>([
    [
      "NUL and lone surrogates everywhere",
      sentStatus("a\u0000\ud800", {
        id: "i\u0000\udfff",
        codes: ["c\u0000"],
        more: { support_key: "k\u0000", customer_reference: "\ud800" },
      }),
    ],
    ["an event id of 10 kB", sentStatus("draft", { id: "i".repeat(10_000) })],
    [
      "a status, code, key and reference of 20 kB each",
      sentStatus("s".repeat(20_000), {
        codes: ["c".repeat(20_000)],
        more: { support_key: "k".repeat(20_000), customer_reference: "r".repeat(20_000) },
      }),
    ],
    ["a type of 20 kB", sent("t".repeat(20_000), { payload: { id: ORDER } })],
    ["a comment id of 20 kB and a body of 900 kB", sentComment({ id: "c".repeat(20_000), body: "b".repeat(900_000) })],
    [
      "a payload nested 100,000 deep",
      Buffer.from(
        sentStatus("draft")
          .toString()
          .replace('"details":[]', `"details":[],"x":${"[".repeat(100_000)}${"]".repeat(100_000)}`),
      ),
    ],
    [
      "huge numbers and prototype keys",
      Buffer.from(
        sentStatus("draft").toString().replace('"details":[]', '"details":[],"n":1e400000,"__proto__":{"a":12345678901234567890}'),
      ),
    ],
    ["the year 1 and the year 9999", sentStatus("draft", { at: "0001-01-01T00:00:00Z" })],
  ])("%s: stored, and byte for byte what was sent", async (_what, body) => {
    const answer = await post(portline.url, body)
    expect(answer).toMatchObject({ status: 200, json: { result: "stored" } })
    const raw = await fetch(`${portline.url}/api/events/${answer.json.event}/raw`)
    expect(Buffer.from(await raw.arrayBuffer()).equals(Buffer.from(body))).toBe(true)
    for (const path of [
      "/api/orders?limit=200",
      "/api/events?limit=200",
      `/api/orders/${ORDER}/timeline?limit=200`,
      `/api/orders/${ORDER}/comments`,
    ]) {
      expect((await get(portline.url, path)).status).toBe(200)
    }
  })

  test("numbers in a payload come back unrounded", async () => {
    const order = "11111111-1111-4111-8111-111111111111"
    await post(
      portline.url,
      Buffer.from(sentStatus("draft", { order }).toString().replace('"details":[]', '"details":[],"n":9007199254740993')),
    )
    expect((await get(portline.url, `/api/orders/${order}/timeline`)).text).toContain('"n":9007199254740993')
  })

  test.each(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])("%s is not allowed, and told so", async (method) => {
    const answer = await get(portline.url, "/api/webhooks/telnyx", { method })
    expect(answer).toMatchObject({ status: 405 })
    expect(answer.headers.get("allow")).toBe("POST")
    if (method !== "HEAD")
      expect(answer).toMatchObject({ type: expect.stringContaining("application/problem+json"), json: { status: 405 } })
  })

  test.each([
    "/api/webhooks/telnyx/",
    "//api/webhooks/telnyx",
    "/api//webhooks///telnyx//",
    "/API/Webhooks/TELNYX",
    "/api/webhooks/telnyx?a=b&c",
    "/api/webhooks/telnyx/?x=/y/",
    "/api/webhooks/%74elnyx",
    "http://elsewhere.example/api/webhooks/telnyx",
  ])("the spelling %s of the path is the same door, without a redirect", async (path) => {
    const body = JSON.stringify(JSON.parse(sentStatus("draft").toString()))
    const answer = await sendRaw(portline.port, [
      `POST ${path} HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    ])
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).toContain('"result":"stored"')
  })

  test("an empty body is 400, and nothing is kept", async () => {
    expect(await post(portline.url, "")).toMatchObject({ status: 400, json: { status: 400, type: "about:blank" } })
  })

  test("a body that is cut off is not kept, and the server goes on", async () => {
    const before = (await get(portline.url, "/api/stats")).json
    await sendRaw(portline.port, ['POST /api/webhooks/telnyx HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"data"'], { end: true })
    await new Promise((resolve) => setTimeout(resolve, 200))
    const after = (await get(portline.url, "/api/stats")).json
    expect([after.events, after.quarantined]).toEqual([before.events, before.quarantined])
  })

  test("chunked bodies, Expect: 100-continue and odd content types are taken", async () => {
    const body = sentStatus("draft").toString()
    const chunked = await sendRaw(portline.port, [
      `POST /api/webhooks/telnyx HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    ])
    expect(chunked).toMatch(/^HTTP\/1\.1 200 /)
    const expecting = await sendRaw(portline.port, [
      `POST /api/webhooks/telnyx HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    ])
    expect(expecting).toContain("HTTP/1.1 200 ")
    expect((await post(portline.url, sentStatus("draft"), { headers: { "content-type": "text/plain" } })).json.result).toBe("stored")
  })

  test("both a length and chunks are refused, as are two lengths", async () => {
    const both = await sendRaw(portline.port, [
      "POST /api/webhooks/telnyx HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    ])
    expect(both).toMatch(/^HTTP\/1\.1 400 /)
  })

  test.each([
    [MIB - 1, 200],
    [MIB, 200],
    [MIB + 1, 413],
    [3 * MIB, 413],
  ])("a body of %d bytes is answered %d", async (size, status) => {
    expect((await post(portline.url, Buffer.alloc(size, "x"))).status).toBe(status)
  })

  test("a gigabyte announced is refused before it is read, and one that comes in chunks as soon as it is too much", async () => {
    const announced = await sendRaw(portline.port, ["POST /api/webhooks/telnyx HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n"])
    expect(announced).toMatch(/^HTTP\/1\.1 413 /)
    const chunk = `40000\r\n${"x".repeat(0x40000)}\r\n`
    expect(
      await sendRaw(portline.port, [
        "POST /api/webhooks/telnyx HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
        ...Array(6).fill(chunk),
      ]),
    ).toMatch(/^HTTP\/1\.1 413 /)
  })

  test("an encoded body is not read while no key is set", async () => {
    expect((await post(portline.url, gzipSync(sentStatus("draft")), { headers: { "content-encoding": "gzip" } })).status).toBe(415)
    expect((await post(portline.url, sentStatus("draft"), { headers: { "content-encoding": "identity" } })).status).toBe(200)
  })

  test("no key is looked at, so a signature of any kind is no matter; the event is unverified", async () => {
    const answer = await post(portline.url, sentStatus("draft", { id: "signed" }), { headers: { "telnyx-signature-ed25519": "nonsense" } })
    expect(answer.json.result).toBe("stored")
  })
})

describe.each([
  ["the front door", []],
  ["the API route", ["--no-front-door"]],
])("webhooks through %s, with two keys set", (_door, args) => {
  const [oldKey, newKey, foreign] = [newSigningKey(), newSigningKey(), newSigningKey()]
  let portline: Portline

  beforeAll(async () => {
    portline = await startPortline({
      env: { DATABASE_URL: await createDatabase(), TELNYX_PUBLIC_KEY: `${oldKey.base64},${newKey.base64}` },
      args,
    })
  })
  afterAll(() => portline.stop())

  test("a delivery signed under either key is stored and verified", async () => {
    for (const key of [oldKey, newKey]) {
      const body = sentStatus("draft")
      const answer = await post(portline.url, body, { headers: signedHeaders(key, body) })
      expect(answer.json.result).toBe("stored")
      const { json } = await get(portline.url, "/api/events?limit=1")
      expect(json.data).toMatchObject([{ verified: true }])
    }
  })

  test("the check is of the bytes as they came, before they are understood", async () => {
    const body = Buffer.from([0xff, 0x7b, 0x00])
    expect((await post(portline.url, body, { headers: signedHeaders(oldKey, body) })).json).toMatchObject({ result: "quarantined" })
  })

  test("an encoded body that is authentic is quarantined, never inflated", async () => {
    const body = gzipSync(sentStatus("draft"))
    const answer = await post(portline.url, body, { headers: { "content-encoding": "gzip", ...signedHeaders(oldKey, body) } })
    expect(answer.json).toMatchObject({ result: "quarantined", reason: "content_encoding" })
    expect((await post(portline.url, body, { headers: { "content-encoding": "gzip" } })).status).toBe(401)
  })

  test("anything else is 401 that names which, and has no effect", async () => {
    const body = sentStatus("ported", { order: "22222222-2222-4222-8222-222222222222" })
    const good = signedHeaders(oldKey, body)
    const now = Math.floor(Date.now() / 1000)
    const refusals: [Record<string, string>, string][] = [
      [{}, "signature_missing"],
      [{ "telnyx-signature-ed25519": good["telnyx-signature-ed25519"] ?? "" }, "timestamp_missing"],
      [{ ...good, "telnyx-signature-ed25519": "AAAA" }, "signature_malformed"],
      [{ ...good, "telnyx-timestamp": "1e9" }, "timestamp_malformed"],
      [signedHeaders(foreign, body), "signature_invalid"],
      [signedHeaders(oldKey, body, now - 310), "timestamp_out_of_tolerance"],
      [signedHeaders(oldKey, body, now + 310), "timestamp_out_of_tolerance"],
    ]
    for (const [headers, reason] of refusals) {
      const answer = await post(portline.url, body, { headers })
      expect(answer).toMatchObject({
        status: 401,
        type: expect.stringContaining("application/problem+json"),
        json: { status: 401, reason },
      })
      expect(answer.json.event).toMatch(/^[0-9a-f]{32}$/)
    }
    expect((await get(portline.url, "/api/orders/22222222-2222-4222-8222-222222222222")).status).toBe(404)
  })
})
