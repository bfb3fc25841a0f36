import { randomUUID } from "node:crypto"
import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createDatabase } from "../support/database.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { untilKeeping } from "../support/ledger.ts"
import { lengthOf } from "../support/length.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { ORDER, sent, sentComment, sentMessaging, sentStatus } from "../support/sent.ts"
import { newSigningKey, signedHeaders } from "../support/signing.ts"
import { get, post, sendRaw } from "../support/webhook.ts"

const MIB = 1024 * 1024

/** A status event with more in its payload, in the sender's own text. */
const payloadWith = (members: string, order: string = randomUUID()): Buffer =>
  Buffer.from(sentStatus("draft", { order }).toString().replace('"details":[]', `"details":[],${members}`))

/** A status event's bytes with some put in behind a text. */
function withBytes(behind: string, bytes: Buffer): Buffer {
  const body = sentStatus("draft")
  const at = body.indexOf(behind) + behind.length
  return Buffer.concat([body.subarray(0, at), bytes, body.subarray(at)])
}

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

  test("row 21: the same id with other content is a second event, and both show id_reused", async () => {
    await post(portline.url, sentStatus("draft", { id: "reused" }))
    expect((await post(portline.url, sentStatus("submitted", { id: "reused" }))).json.result).toBe("stored")
    const { json } = await get(portline.url, "/api/events?event_id=reused")
    expect(json.data).toMatchObject([{ id_reused: true }, { id_reused: true }])
  })

  test("row 19: 20 concurrent posts of one event are one event with 20 deliveries", async () => {
    for (let round = 0; round < lengthOf(5, 500); round++) {
      const body = sentStatus("draft", { order: randomUUID(), id: `twenty-${round}` })
      const answers = await Promise.all(Array.from({ length: 20 }, () => post(portline.url, body)))
      expect(answers.every(({ status }) => status === 200)).toBe(true)
      expect(answers.filter(({ json }) => json.result === "stored")).toHaveLength(1)
      const { json } = await get(portline.url, `/api/events?event_id=twenty-${round}`)
      expect(json.data).toMatchObject([{ deliveries: 20 }])
    }
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
  ])("rows 26, 29, 30: %s is quarantined with its reason and its bytes; equal bytes again are a duplicate", async (_what, body, reason) => {
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
    ["a payload nested 100,000 deep", payloadWith(`"x":${"[".repeat(100_000)}${"]".repeat(100_000)}`)],
    ["huge numbers and prototype keys", payloadWith('"n":1e400000,"__proto__":{"a":12345678901234567890}')],
    ["a number of 900,000 digits", payloadWith(`"n":${"9".repeat(900_000)}`)],
    ["an array of 400,000", payloadWith(`"n":[${"0,".repeat(400_000)}0]`)],
    ["70,000 keys", payloadWith(Array.from({ length: 70_000 }, (_, index) => `"${index}":0`).join())],
    ["a key 100,000 times", payloadWith(Array.from({ length: 100_000 }, () => '"a":0').join())],
    [
      "right to left, zero width, four bytes and no letter at all",
      sentStatus("\u202edraft\u200b", { codes: ["\u{1f4de}"], more: { support_key: "\ufeff", customer_reference: "\u{e0001}" } }),
    ],
    ["overlong UTF-8 in a text", withBytes('"customer_reference":"', Buffer.from([0xc0, 0xaf, 0xff]))],
  ])("rows 36, 37: %s: stored within a second, and byte for byte what was sent", async (_what, body) => {
    const began = performance.now()
    const answer = await post(portline.url, body)
    expect(performance.now() - began).toBeLessThan(1_000)
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

  test("row 36: numbers in a payload come back unrounded", async () => {
    const order = "11111111-1111-4111-8111-111111111111"
    await post(portline.url, payloadWith('"n":9007199254740993', order))
    expect((await get(portline.url, `/api/orders/${order}/timeline`)).text).toContain('"n":9007199254740993')
  })

  test("row 37: what is written right to left, with marks, without width or in four bytes is found by it", async () => {
    for (const reference of ["\u202e\u0645\u0631\u062d\u0628\u0627", "e\u0301cole", "zero\u200bwidth", "\u{1f4de}\u{1f4de}\u{1f4de}"]) {
      const order = randomUUID()
      await post(portline.url, sentStatus("draft", { order, more: { customer_reference: reference } }))
      const { json } = await get(portline.url, `/api/orders?q=${encodeURIComponent(reference)}`)
      expect(json.data).toMatchObject([{ id: order, customer_reference: reference }])
    }
  })

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("row 38: the name %s is a name like any other", async (name) => {
    const order = randomUUID()
    const more = { support_key: name, customer_reference: name, [name]: { [name]: name } }
    await post(portline.url, sentStatus(name, { order, id: name, codes: [name], more }))
    await post(portline.url, sentMessaging(name, { order, id: name }))
    await post(portline.url, sentComment({ id: name, body: name, user_type: name }, { order, id: name }))
    const { json } = await get(portline.url, `/api/orders?status=${name}&exception_code=${name}&messaging=${name}&support_key=${name}`)
    expect(json.data).toMatchObject([
      { id: order, status: { value: name, details: [{ code: name }] }, messaging: { messaging_port_status: name } },
    ])
    expect((await get(portline.url, "/api/order-facets")).json).toMatchObject({ data: { status: { [name]: 1 } } })
    const lists = [`/orders?status=${name}`, `/orders?exception_code=${name}&messaging=${name}`, `/events?event_id=${name}`]
    const settings = ["guide", "clocks"].map((tab) => `/settings?tab=${tab}`)
    for (const path of ["/", `/orders/${order}`, `/orders/${order}/lineage`, ...lists, ...settings]) {
      const page = await get(portline.url, path)
      expect({ path, status: page.status, hasNaN: />NaN</.test(page.text) }).toEqual({ path, status: 200, hasNaN: false })
    }
  })

  test.each(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])("row 39: %s is not allowed, and told so", async (method) => {
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
    "/api\\webhooks\\telnyx",
    "/api/webhooks/./telnyx",
    "/api//webhooks/telnyx/.",
    "/api/webhooks/telnyx/..//telnyx",
    "//x/..//api/%2e/webhooks/telnyx",
    "/../api/webhooks/telnyx",
    "http://elsewhere.example/api/webhooks/telnyx",
  ])("row 40: the spelling %s of the path is the same door, without a redirect", async (path) => {
    const body = JSON.stringify(JSON.parse(sentStatus("draft").toString()))
    const answer = await sendRaw(portline.port, [
      `POST ${path} HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    ])
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).toContain('"result":"stored"')
  })

  test("row 30: an empty body is 400, and nothing is kept", async () => {
    expect(await post(portline.url, "")).toMatchObject({ status: 400, json: { status: 400, type: "about:blank" } })
  })

  test("row 31: a body that is cut off is not kept, and the server goes on", async () => {
    const before = (await get(portline.url, "/api/stats")).json
    await sendRaw(portline.port, ['POST /api/webhooks/telnyx HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"data"'], { end: true })
    await new Promise((resolve) => setTimeout(resolve, 200))
    const after = (await get(portline.url, "/api/stats")).json
    expect([after.events, after.quarantined]).toEqual([before.events, before.quarantined])
  })

  test("row 32: chunked bodies and Expect: 100-continue are taken", async () => {
    const body = sentStatus("draft").toString()
    const chunked = await sendRaw(portline.port, [
      `POST /api/webhooks/telnyx HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    ])
    expect(chunked).toMatch(/^HTTP\/1\.1 200 /)
    const expecting = await sendRaw(portline.port, [
      `POST /api/webhooks/telnyx HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    ])
    expect(expecting).toContain("HTTP/1.1 200 ")
  })

  test.each(["text/plain", "application/x-www-form-urlencoded", "nonsense", ""])("row 35: the content type %j is taken", async (type) => {
    expect((await post(portline.url, sentStatus("draft"), { headers: { "content-type": type } })).json.result).toBe("stored")
  })

  test("row 32: both a length and chunks are refused, as are two lengths", async () => {
    const both = await sendRaw(portline.port, [
      "POST /api/webhooks/telnyx HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    ])
    expect(both).toMatch(/^HTTP\/1\.1 400 /)
    expect(both).toContain("content-type: application/problem+json")
    expect(JSON.parse(both.slice(both.indexOf("\r\n\r\n")))).toMatchObject({ status: 400, title: "Bad request" })
  })

  test("row 32: what is no HTTP, has too much of a head, or a method nobody knows, is told so in the API's own way", async () => {
    const asked = { "nonsense\r\n\r\n": 400, [`GET / HTTP/1.1\r\nHost: x\r\nA: ${"x".repeat(20_000)}\r\n\r\n`]: 431 }
    for (const [text, status] of Object.entries(asked)) {
      const answer = await sendRaw(portline.port, [text])
      expect(answer.startsWith(`HTTP/1.1 ${status} `)).toBe(true)
      expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n")))).toMatchObject({ status, detail: expect.any(String) })
    }
    for (const method of ["PROPFIND", "TRACE", "OPTIONS"]) {
      const answer = await sendRaw(portline.port, [`${method} /api/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`])
      expect(answer).toMatch(/^HTTP\/1\.1 501 /)
      expect(answer).toContain("content-type: application/problem+json")
    }
  })

  test("a page is only read", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      for (const path of ["/", "/orders", "/sign-in", "/s/nobody", "/nowhere"]) {
        const { status, headers, json } = await get(portline.url, path, { method })
        expect([method, path, status, headers.get("allow"), json.status]).toEqual([method, path, 405, "GET, HEAD", 405])
      }
  })

  test("a target in absolute form names the host, and one that is no path is told so", async () => {
    const ask = async (line: string, headers = "Host: 127.0.0.1\r\n"): Promise<string> =>
      (await sendRaw(portline.port, [`${line} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`])).slice(0, 12)
    expect(await ask(`GET http://127.0.0.1:${portline.port}/api/health`, "Host: evil.example\r\n")).toBe("HTTP/1.1 200")
    expect(await ask(`GET HTTP://localhost:${portline.port}?x=1`)).toBe("HTTP/1.1 200")
    expect(await ask("GET http://evil.example/api/stats")).toBe("HTTP/1.1 421")
    for (const method of ["GET", "OPTIONS"]) expect(await ask(`${method} *`)).toBe("HTTP/1.1 400")
  })

  test.each(["Expect: wonders\r\nHost: x\r\n", ""])(
    "is taken whatever else its sender expects, and without a host: %j",
    async (headers) => {
      const body = sentStatus("draft")
      const head = `POST /api/webhooks/telnyx HTTP/1.1\r\n${headers}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n`
      expect(await sendRaw(portline.port, [head, body])).toMatch(/^HTTP\/1\.1 200 /)
    },
  )

  test.each([
    [MIB - 1, 200],
    [MIB, 200],
    [MIB + 1, 413],
    [3 * MIB, 413],
  ])("row 33: a body of %d bytes is answered %d", async (size, status) => {
    expect((await post(portline.url, Buffer.alloc(size, "x"))).status).toBe(status)
  })

  test("row 33: who sends all of a body that is too large gets to the answer, each time", async () => {
    for (let round = 0; round < 30; round++) expect((await post(portline.url, Buffer.alloc(3 * MIB, "x"))).status).toBe(413)
  })

  test("row 33: a gigabyte announced is refused before it is read, and one that comes in chunks as soon as it is too much", async () => {
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

  test("row 34: an encoded body is not read while no key is set", async () => {
    expect((await post(portline.url, gzipSync(sentStatus("draft")), { headers: { "content-encoding": "gzip" } })).status).toBe(415)
    expect((await post(portline.url, sentStatus("draft"), { headers: { "content-encoding": "identity" } })).status).toBe(200)
  })

  test("no key is looked at, so a signature of any kind is no matter; the event is unverified", async () => {
    const answer = await post(portline.url, sentStatus("draft", { id: "signed" }), { headers: { "telnyx-signature-ed25519": "nonsense" } })
    expect(answer.json.result).toBe("stored")
  })

  test.each([
    ["HTTP/2", "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n"],
    ["WebSocket", "Connection: Upgrade, close\r\nUpgrade: websocket\r\n"],
  ])("a sender that offers %s is answered as any, after a page too", async (_what, headers) => {
    expect((await get(portline.url, "/orders")).status).toBe(200)
    const body = sentStatus("draft", { order: randomUUID() })
    const head = `POST /api/webhooks/telnyx HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}Content-Length: ${body.length}\r\n\r\n`
    expect(await sendRaw(portline.port, [head, body])).toMatch(/^HTTP\/1\.1 200 OK.*"result":"stored"/s)
    expect(await sendRaw(portline.port, [`GET /api/stats HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n`])).toMatch(/^HTTP\/1\.1 200 OK/)
    expect(await sendRaw(portline.port, [`GET /_next/x HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n`])).toMatch(/^HTTP\/1\.1 404 /)
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

  test("row 23: the same delivery again within its 300 s only counts, and the order's timeline stays as it is", async () => {
    const order = randomUUID()
    const body = sentStatus("draft", { order })
    const headers = signedHeaders(oldKey, body, Math.floor(Date.now() / 1_000) - 290)
    const results: unknown[] = []
    for (let sent = 0; sent < 3; sent++) results.push((await post(portline.url, body, { headers })).json.result)
    expect(results).toEqual(["stored", "duplicate", "duplicate"])
    const { json } = await get(portline.url, `/api/orders/${order}/timeline`)
    expect(json.data).toMatchObject([{ deliveries: 3 }])
  })

  test("the check is of the bytes as they came, before they are understood", async () => {
    const body = Buffer.from([0xff, 0x7b, 0x00])
    expect((await post(portline.url, body, { headers: signedHeaders(oldKey, body) })).json).toMatchObject({ result: "quarantined" })
  })

  test("row 34: an encoded body that is authentic is quarantined, never inflated", async () => {
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
