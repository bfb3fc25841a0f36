import { describe, expect, test } from "vitest"
import { eventKey } from "#lib/intake/content-hash.ts"
import { parseEvent } from "#lib/intake/parse-event.ts"
import { eventOf } from "../support/events.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { ORDER, OTHER_ORDER, sent, sentComment, sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"

const reasonOf = (body: string | Uint8Array): string => {
  const parsed = parseEvent(Buffer.from(body))
  return parsed.ok ? "understood" : parsed.reason
}
const keyOf = (body: Uint8Array): string => {
  const event = eventOf(body)
  return eventKey(event.eventId, event.contentHash)
}
const text = (body: Uint8Array): string => Buffer.from(body).toString()

test.each(ALL_FIXTURES)("the documented body %d is understood, and its payload found in its bytes", (number) => {
  const raw = fixture(number)
  const parsed = parseEvent(raw)
  if (!parsed.ok) throw new Error(parsed.reason)
  const { start, length } = parsed.payload
  const body = JSON.parse(raw.toString())
  expect(JSON.parse(raw.subarray(start, start + length).toString())).toEqual((body.data ?? body).payload)
})

describe("which order an event is of", () => {
  test("a comment's is payload.porting_order_id", () => {
    expect(eventOf(sentComment({}, { more: { id: OTHER_ORDER } }))).toMatchObject({ kind: "comment", orderId: ORDER })
  })
  test("a split's are payload.from.id and payload.to.id", () => {
    expect(eventOf(sentSplit(ORDER, OTHER_ORDER))).toMatchObject({ from: ORDER, to: OTHER_ORDER })
  })
  test("an unknown type's is porting_order_id before id", () => {
    expect(eventOf(sent("odd", { payload: { porting_order_id: ORDER, id: OTHER_ORDER } }))).toMatchObject({
      kind: "unrecognised",
      orderId: ORDER,
    })
    expect(eventOf(sent("odd", { payload: { id: ORDER } }))).toMatchObject({ orderId: ORDER })
  })
  test("a UUID in capitals is the same order", () => {
    expect(eventOf(sentStatus("draft", { order: ORDER.toUpperCase() }))).toMatchObject({ orderId: ORDER })
  })
  test.each([undefined, null, "", 0, 5, [], {}, "sr_98f022", `${ORDER}0`, ` ${ORDER}`, "x".repeat(10_000)])("%j is no order id", (id) => {
    expect(reasonOf(sentStatus("draft", { more: { id } }))).toBe("no_order_id")
    expect(reasonOf(sentComment({}, { more: { porting_order_id: id } }))).toBe("no_order_id")
    expect(reasonOf(sentSplit(ORDER, ORDER, { more: { to: { id } } }))).toBe("no_order_id")
    expect(reasonOf(sentSplit(ORDER, ORDER, { more: { from: { id } } }))).toBe("no_order_id")
    expect(reasonOf(sentDeleted({ more: { id } }))).toBe("no_order_id")
    expect(reasonOf(sentMessaging("pending", { more: { id } }))).toBe("no_order_id")
  })
})

describe("the least that each kind needs", () => {
  test.each([undefined, null, 0, 5, [], {}, true])("a status or messaging value of %j is another shape", (value) => {
    expect(reasonOf(sentStatus(value))).toBe("unexpected_shape")
    expect(reasonOf(sentMessaging(value))).toBe("unexpected_shape")
  })
  test.each([undefined, null, 0, 5, [], {}, ""])("a comment id of %j is another shape", (id) => {
    expect(reasonOf(sentComment({ id }))).toBe("unexpected_shape")
  })
  test.each([undefined, null, 0, "", [], "text"])("a status, comment or messaging of %j is another shape", (value) => {
    expect(reasonOf(sentStatus("draft", { more: { status: value } }))).toBe("unexpected_shape")
    expect(reasonOf(sentComment({}, { more: { comment: value } }))).toBe("unexpected_shape")
    expect(reasonOf(sentMessaging("x", { more: { messaging: value } }))).toBe("unexpected_shape")
  })
  test("any other field of a wrong type counts as absent", () => {
    const odd = { support_key: 5, customer_reference: [], status: { value: "exception", details: "none" } }
    expect(eventOf(sentStatus("x", { more: odd }))).toMatchObject({
      supportKey: null,
      customerReference: null,
      status: { value: "exception", details: [] },
    })
    const messaging = { messaging_port_status: "pending", enable_messaging: "yes", extra: 1 }
    expect(eventOf(sentMessaging("x", { more: { messaging } }))).toMatchObject({
      messaging: { messaging_port_status: "pending", extra: 1 },
    })
    expect(eventOf(sentMessaging("x", { more: { messaging } }))).not.toHaveProperty("messaging.enable_messaging")
  })
  test.each([null, [], "text", 5, undefined])("a payload of %j has no order id", (payload) => {
    expect(reasonOf(JSON.stringify({ event_type: "porting_order.deleted", id: "e", occurred_at: "2024-01-01T00:00:00Z", payload }))).toBe(
      "no_order_id",
    )
  })
})

describe("what is no porting event", () => {
  test.each(["message.received", "porting_orders.odd", "PORTING_ORDER.split", "porting_order", 5, null, undefined])(
    "type %j",
    (event_type) => {
      expect(reasonOf(JSON.stringify({ data: { event_type, id: "e", occurred_at: "2024-01-01T00:00:00Z", payload: { id: ORDER } } }))).toBe(
        "not_a_porting_event",
      )
    },
  )
  test.each(["null", "5", '"text"', "[]", "{}", '{"data": []}', '{"data": null}'])("the JSON %s", (body) =>
    expect(reasonOf(body)).toBe("not_a_porting_event"),
  )
  test.each(["not json", "{", '{"a":1}{"b":2}', `${text(sentStatus("draft"))}x`, `\uFEFF${text(sentStatus("draft"))}`])(
    "unreadable: %#",
    (body) => {
      expect(reasonOf(body)).toBe("unreadable_json")
    },
  )
  test.each([undefined, null, "", 1673453311, "2024-01-01T00:00:00", "0000-01-01T00:00:00Z", "soon", {}])(
    "time %j is unreadable",
    (occurred_at) => {
      expect(reasonOf(JSON.stringify({ event_type: "porting_order.deleted", id: "e", occurred_at, payload: { id: ORDER } }))).toBe(
        "unreadable_time",
      )
    },
  )
})

describe("identity", () => {
  const base = { id: "e1", at: "2024-05-01T10:00:00.5Z" }
  const same = keyOf(sentStatus("draft", base))

  test("is not touched by envelope, meta, urls, key order, white space or escapes", () => {
    expect(keyOf(sentStatus("draft", { ...base, attempt: 3 }))).toBe(same)
    expect(keyOf(sentStatus("draft", { ...base, flat: true }))).toBe(same)
    expect(keyOf(sentStatus("draft", { ...base, at: "2024-05-01T12:00:00.500000+02:00" }))).toBe(same)
    expect(keyOf(sentStatus("draft", { ...base, at: `2024-05-01T10:00:00.5${"0".repeat(100_000)}Z` }))).toBe(same)
    const whole = keyOf(sentStatus("draft", { ...base, at: "2024-05-01T10:00:20Z" }))
    expect(keyOf(sentStatus("draft", { ...base, at: "2024-05-01T10:00:20.00Z" }))).toBe(whole)
    const body = text(sentStatus("draft", base))
    expect(keyOf(Buffer.from(JSON.stringify(JSON.parse(body), null, 2)))).toBe(same)
    expect(keyOf(Buffer.from(body.replace('"draft"', '"dr\\u0061ft"')))).toBe(same)
    const { id, status, ...rest } = JSON.parse(body).data.payload
    expect(keyOf(sent("status_changed", { ...base, payload: { ...rest, status, id } }))).toBe(same)
  })

  test("differs by event id, type, time, and any value in the payload", () => {
    const others = [
      sentStatus("draft", { ...base, id: "e2" }),
      sentStatus("draft", { ...base, at: "2024-05-01T10:00:00.500001Z" }),
      sentStatus("draft", { ...base, at: "2024-05-01T10:00:00.5000001Z" }),
      sentStatus("draft", { ...base, more: { extra: null } }),
      sentStatus("submitted", base),
      sent("odd", { ...base, payload: JSON.parse(text(sentStatus("draft", base))).data.payload }),
    ]
    expect(new Set([same, ...others.map(keyOf)]).size).toBe(others.length + 1)
  })

  test("numbers count by their source text, and the last of duplicate keys", () => {
    const withNumber = (number: string): Buffer =>
      Buffer.from(text(sentStatus("draft", base)).replace('"details":[]', `"details":[],"n":${number}`))
    const numbers = ["9007199254740993", "9007199254740992", "1.0", "1", "1e400000", "10e399999"]
    expect(new Set(numbers.map((number) => keyOf(withNumber(number)))).size).toBe(numbers.length)
    expect(keyOf(Buffer.from(text(withNumber("1")).replace('"n":1', '"n":2,"n":1')))).toBe(keyOf(withNumber("1")))
  })

  test("without an id is the content's hash", () => {
    const event = eventOf(sentStatus("draft", { ...base, id: null }))
    expect(event.eventId).toBe(event.contentHash)
    expect(eventOf(Buffer.from(text(sentStatus("draft", base)).replace('"id":"e1"', '"id":7'))).eventId).toBe(event.contentHash)
  })

  test("a string cannot pass for the hash of a long value", () => {
    const long = "x".repeat(5_000)
    const hashed = keyOf(sentStatus("draft", { ...base, more: { extra: [long] } }))
    expect(keyOf(sentStatus("draft", { ...base, more: { extra: [`${long}y`] } }))).not.toBe(hashed)
    expect(keyOf(sentStatus("draft", { ...base, more: { extra: [long] } }))).toBe(hashed)
  })
})

describe("ugly bodies", () => {
  const place = (extra: string): Buffer => Buffer.from(text(sentStatus("draft")).replace('"details":[]', `"details":[],"extra":${extra}`))

  test.each([
    ["nested 100,000 deep", () => place("[".repeat(100_000) + "]".repeat(100_000))],
    ["objects nested 50,000 deep", () => place(`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`)],
    ["an array of 300,000 elements", () => place(`[${"0,".repeat(299_999)}0]`)],
    ["50,000 keys", () => place(`{${Array.from({ length: 50_000 }, (_, index) => `"k${index}":0`).join(",")}}`)],
    ["a number of 500,000 digits", () => place("9".repeat(500_000))],
    ["a time of 900,000 decimals", () => sentStatus("draft", { at: `2024-05-01T10:00:00.${"0".repeat(899_999)}1Z` })],
    ["keys of the prototype", () => place('{"__proto__":{"polluted":1},"constructor":1,"toString":2}')],
  ])("%s is understood within a second", (_what, make) => {
    const body = make()
    // What the thread worked: the machine may be busy elsewhere.
    const before = process.threadCpuUsage()
    expect(parseEvent(body).ok).toBe(true)
    expect(process.threadCpuUsage(before).user).toBeLessThan(1_000_000)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test("NUL and lone surrogates read as U+FFFD, and stay what they are in identity", () => {
    expect(eventOf(sentStatus("a\u0000b"))).toMatchObject({ status: { value: "a\uFFFDb" } })
    expect(eventOf(sentStatus("a\ud800b"))).toMatchObject({ status: { value: "a\uFFFDb" } })
    const base = { id: "e1" }
    expect(new Set(["a\u0000b", "a\ud800b", "a\uFFFDb"].map((value) => keyOf(sentStatus(value, base)))).size).toBe(3)
  })

  test("ids and types that PostgreSQL would hold alike stay apart, and read as what it holds", () => {
    const odd = ["a\u0000b", "a\ud800b", "a\uFFFDb"]
    expect(new Set(odd.map((id) => keyOf(sentStatus("draft", { id, order: ORDER })))).size).toBe(3)
    const marked = eventOf(sentStatus("draft", { id: "a\u0000b" })).eventId
    expect(eventOf(sentStatus("draft", { id: marked })).eventId).not.toBe(marked)
    const comments = odd.map((id) => eventOf(sentComment({ id, body: "X" })))
    expect(new Set(comments.map((event) => (event.kind === "comment" ? event.comment.id : ""))).size).toBe(3)
    expect(eventOf(sentStatus("draft", { id: "a\u0000b" })).eventId).toMatch(/^a\uFFFDb \([0-9a-f]{16}\)$/)
    expect(eventOf(sentStatus("draft", { id: "a\uFFFDb" })).eventId).toBe("a\uFFFDb")
    const before = process.threadCpuUsage()
    for (const name of ["event_type", "id"])
      parseEvent(Buffer.from(JSON.stringify({ event_type: "x", [name]: "\uFFFD".repeat(1_000_000) })))
    expect(process.threadCpuUsage(before).user).toBeLessThan(1_000_000)
    const types = odd.map((end) => eventOf(sent(end, { payload: { id: ORDER } })).type)
    expect(new Set(types).size).toBe(3)
  })

  test("invalid UTF-8 in a comment is understood, its payload found, and told apart from other invalid bytes", () => {
    const withByte = (byte: number): Buffer => {
      const body = sentComment({ id: "c", body: "X" }, { id: "e1", at: "2024-05-01T10:00:00Z" })
      body[body.indexOf('"X"') + 1] = byte
      return body
    }
    expect(eventOf(withByte(0xff))).toMatchObject({ comment: { body: "\uFFFD" } })
    expect(keyOf(withByte(0xff))).not.toBe(keyOf(withByte(0xfe)))
    expect(keyOf(withByte(0xe9))).not.toBe(keyOf(sentComment({ id: "c", body: "é" }, { id: "e1", at: "2024-05-01T10:00:00Z" })))
    const parsed = parseEvent(withByte(0xff))
    if (!parsed.ok) throw new Error(parsed.reason)
    const found = withByte(0xff)
      .subarray(parsed.payload.start, parsed.payload.start + parsed.payload.length)
      .toString()
    expect(JSON.parse(found)).toMatchObject({ comment: { body: "\uFFFD" } })
  })

  test("members of the messaging object that nest too deep to print are left out", () => {
    const body = Buffer.from(
      text(sentMessaging("pending")).replace('"enable_messaging":true', `"deep":${"[".repeat(1000)}${"]".repeat(1000)},"flat":[1]`),
    )
    expect(eventOf(body)).toMatchObject({ messaging: { flat: [1], messaging_port_status: "pending" } })
    expect(eventOf(body)).not.toHaveProperty("messaging.deep")
  })
})
