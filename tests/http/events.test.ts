import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import type { DetailedEventListJson, EventListJson, InboxJson, OneEventJson } from "#lib/contract.ts"
import { eventListSchema, inboxSchema, oneEventSchema } from "#lib/schemas/answers.ts"
import { createDatabase } from "../support/database.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { ORDER, OTHER_ORDER, sent, sentComment, sentSplit, sentStatus } from "../support/sent.ts"
import { type Answer, get, post } from "../support/webhook.ts"
import { worlds } from "../support/worlds.ts"

let portline: Portline

beforeAll(async () => {
  portline = await startPortline({ env: { DATABASE_URL: await createDatabase() } })
})
afterAll(() => portline.stop())

/** How often a busy machine did not answer in time: then a body may be kept although its sender does not know. */
let unsure = 0

/** Sends a body as Telnyx does: again, when it is told to come again. */
async function keep(body: Uint8Array | string): Promise<string> {
  let answer = await post(portline.url, body)
  for (let tries = 1; answer.status === 503 && tries < 5; tries++) {
    unsure++
    answer = await post(portline.url, body)
  }
  expect(answer.status, answer.text).toBe(200)
  return String(answer.json.event)
}

/** A page, asked for again where the database was too busy to answer. */
async function pageOf(path: string): Promise<Answer> {
  return vi.waitFor(
    async () => {
      const page = await get(portline.url, path)
      expect(page.status).toBe(200)
      return page
    },
    { timeout: 20_000, interval: 500 },
  )
}

async function inbox(): Promise<InboxJson> {
  const { json } = await get(portline.url, "/api/inbox")
  expect(inboxSchema.parse(json)).toEqual(json)
  return json.data as InboxJson
}

async function list(query: string): Promise<EventListJson> {
  const answer = await get(portline.url, `/api/events?${query}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.json as unknown as EventListJson
}

async function one(key: string): Promise<OneEventJson> {
  const { json } = await get(portline.url, `/api/events/${key}`)
  expect(oneEventSchema.parse(json)).toEqual(json)
  return json.data as OneEventJson
}

const origin = (): Record<string, string> => ({ origin: portline.url, "content-type": "application/json" })

describe("an empty inbox", () => {
  test("adds up to nothing", async () => {
    const nothing = { received: 0, new: 0, repeats: 0, conflicts: 0, quarantined: 0 }
    expect(await inbox()).toEqual({
      all_time: nothing,
      last_24_h: nothing,
      lag_p95_ms: null,
      last_received_at: null,
      penned: 0,
      last_penned_at: null,
      gaps: 0,
    })
  })
})

describe("under a stream of fixtures, repeats, reused ids and garbage", () => {
  const garbage = fc.constantFrom("no json", "{}", '{"data":null}', "[1,2", '{"event_type":"message.received","payload":{}}')
  const documented = fc.constantFrom(...ALL_FIXTURES).map((number) => fixture(number))
  const body = fc.oneof(documented, garbage, fc.string({ minLength: 1 }))
  const stream = fc.tuple(worlds([ORDER, OTHER_ORDER]), fc.array(body, { maxLength: 10 }))

  test("received = new + repeats + conflicts + quarantined holds at every moment, and received is what was answered 200", async () => {
    let received = 0
    await fc.assert(
      fc.asyncProperty(stream, async ([{ bodies }, others]) => {
        const sending = Promise.all([...bodies, ...others].map((one) => keep(one)))
        const meanwhile = await inbox()
        await sending
        received += bodies.length + others.length
        const { all_time, last_24_h } = await inbox()
        for (const tally of [meanwhile.all_time, meanwhile.last_24_h, all_time, last_24_h]) {
          expect(tally.received).toBe(tally.new + tally.repeats + tally.conflicts + tally.quarantined)
        }
        expect(all_time.received).toBeGreaterThanOrEqual(received)
        expect(all_time.received).toBeLessThanOrEqual(received + unsure)
        expect(last_24_h).toEqual(all_time)
      }),
      { numRuns: 25 },
    )
  })

  test("each verdict's list holds as many as the sum says", async () => {
    const { all_time } = await inbox()
    const countOf = async (verdict: string): Promise<number> => {
      let [count, cursor] = [0, ""]
      do {
        const page = await list(`limit=200&verdict=${verdict}${cursor && `&cursor=${cursor}`}`)
        count += page.data.length
        cursor = page.next_cursor ?? ""
      } while (cursor)
      return count
    }
    expect(await countOf("new")).toBe(all_time.new)
    expect(await countOf("conflict")).toBe(all_time.conflicts)
    expect(await countOf("quarantined")).toBe(all_time.quarantined)
  })
})

describe("the list's verdicts", () => {
  test("what is late, repeated and of an unknown type is found by that", async () => {
    const late = await keep(sentStatus("draft", { order: ORDER, at: "2020-01-01T00:00:00Z" }))
    const unknown = await keep(sent("never_heard_of", { at: new Date().toISOString(), payload: { porting_order_id: ORDER } }))
    const keysOf = async (verdict: string): Promise<string[]> => (await list(`limit=200&verdict=${verdict}`)).data.map(({ event }) => event)
    expect(await keysOf("late")).toContain(late)
    expect(await keysOf("late")).not.toContain(unknown)
    expect(await keysOf("unknown_type")).toContain(unknown)
    expect(await keysOf("unknown_type")).not.toContain(late)
    expect(await keysOf("repeat")).not.toContain(late)
    await keep(sentStatus("draft", { order: ORDER, at: "2020-01-01T00:00:00Z", id: "again" }))
    const again = await keep(sentStatus("draft", { order: ORDER, at: "2020-01-01T00:00:00Z", id: "again" }))
    expect(await keysOf("repeat")).toContain(again)
  })

  test("a verdict that is none is refused by name, with what is allowed", async () => {
    const answer = await get(portline.url, "/api/events?verdict=odd")
    expect(answer).toMatchObject({ status: 400, json: { detail: expect.stringMatching(/^verdict: .*quarantined.*unknown_type/) } })
  })

  test("details tell verdict, try, envelope and the order's key; without asking there are none", async () => {
    const order = "bbbbbbbb-0000-4000-8000-000000000001"
    const wrapped = sentStatus("exception", { order, attempt: 3, codes: ["OTHER"], more: { support_key: "sr_detail" } })
    const [first, second] = [await keep(wrapped), await keep(sent("deleted", { flat: true, payload: { id: order } }))]
    const { json } = await get(portline.url, `/api/events?order=${order}&include=details`)
    expect(eventListSchema.parse(json)).toEqual(json)
    const { data } = json as unknown as DetailedEventListJson
    expect(data.find(({ event }) => event === first)?.details).toEqual({
      verdict: "new",
      summary: "Status: exception (OTHER)",
      attempt: 3,
      envelope: "wrapped",
      size: wrapped.length,
      order_names: { [order]: "sr_detail" },
    })
    expect(data.find(({ event }) => event === second)?.details).toMatchObject({ envelope: "flat", attempt: null })
    expect((await list(`order=${order}`)).data[0]).not.toHaveProperty("details")
  })
})

describe("one event", () => {
  const order = "bbbbbbbb-0000-4000-8000-000000000002"
  const other = "bbbbbbbb-0000-4000-8000-000000000003"

  test("knows its deliveries: the first and the newest 20, and how many there were", async () => {
    const body = sentComment({ body: "often" }, { order, id: "often", at: "2024-05-01T10:00:00Z" })
    for (let time = 0; time < 25; time++) await post(portline.url, body, { headers: { "telnyx-timestamp": String(time) } })
    const event = await one(await keep(body))
    expect(event.deliveries).toBe(26)
    expect(event.kept_deliveries.map(({ ordinal }) => ordinal)).toEqual([1, ...Array.from({ length: 20 }, (_, index) => index + 7)])
    expect(event.headers).toMatchObject({ "content-type": "application/json", "telnyx-timestamp": "0" })
  })

  test("knows its twins, and what came before it in each of its orders", async () => {
    const before = await keep(sentStatus("submitted", { order, at: "2024-05-02T10:00:00.000001Z" }))
    const split = await keep(sentSplit(order, other, { at: "2024-05-02T10:00:00.000002Z" }))
    const after = await keep(sentStatus("ported", { order: other, at: "2024-05-02T10:00:00.000003Z", id: "twice" }))
    const twin = await keep(sentStatus("cancelled", { order: other, at: "2024-05-02T10:00:00.000003Z", id: "twice" }))
    expect(await one(split)).toMatchObject({ previous: { [order]: before }, twins: [], id_reused: false })
    expect(await one(after)).toMatchObject({ previous: { [other]: split }, twins: [twin], details: { verdict: "new" } })
    expect(await one(twin)).toMatchObject({ twins: [after], details: { verdict: "conflict" } })
    const later = await keep(sentStatus("exception", { order, at: "2024-05-02T10:00:00.000004Z" }))
    expect(await one(later)).toMatchObject({ previous: { [order]: split }, previous_alike: { [order]: before } })
  })

  test("answers to the key it has in quarantine; one that is not there is a 404", async () => {
    expect(await one(await keep("not understood"))).toMatchObject({
      state: "quarantined",
      reason: "unreadable_json",
      previous: {},
      twins: [],
    })
    expect((await get(portline.url, "/api/events/nobody")).status).toBe(404)
    expect((await get(portline.url, "/api/events/no%00body")).status).toBe(404)
  })

  test("of any content is told and shown", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`
    const odd = [
      sent("status_changed", { payload: { id: order, status: { value: "x\u0000<b>\u202E" }, deep: "DEEP" } })
        .toString()
        .replace('"DEEP"', deep),
      Buffer.concat([Buffer.from('{"bad":"'), Buffer.from([0xff, 0xfe, 0x00]), Buffer.from('"}')]),
      `{"long":"${"x".repeat(1024 * 1024 - 20)}"}`,
      `[${"1,".repeat(400_000)}1]`,
    ]
    for (const body of odd) {
      const key = await keep(body)
      await one(key)
      const page = await pageOf(`/events?event=${key}`)
      expect(page.text).toContain("Raw event")
      expect(page.text.length).toBeLessThan(2_000_000)
    }
  })
})

describe("trying again", () => {
  test("tells how many are understood now, and how many still are not", async () => {
    await keep("still no json")
    const { quarantined } = (await inbox()).all_time
    const answer = await get(portline.url, "/api/events/retry", { method: "POST", headers: origin(), body: "{}" })
    expect(answer).toMatchObject({ status: 200, json: { data: { understood: 0, still_quarantined: quarantined } } })
  })

  test("leads a form to the page that says so", async () => {
    const headers = { ...origin(), "content-type": "application/x-www-form-urlencoded" }
    const all = await get(portline.url, "/api/events/retry", { method: "POST", headers })
    expect(all.status).toBe(303)
    expect(all.headers.get("location")).toMatch(/^\/events\?verdict=quarantined&understood=0&still=\d+$/)
    const [first] = (await list("state=quarantined&limit=1")).data
    const alone = await get(portline.url, `/api/events/${first?.event}/retry`, { method: "POST", headers })
    expect(alone.headers.get("location")).toBe("/events?verdict=quarantined&understood=0&still=1")
    expect((await pageOf(alone.headers.get("location") ?? "")).text).toContain("0 understood now, 1 still not.")
  })

  test("needs a page of ours to ask for it", async () => {
    const headers = { ...origin(), origin: "https://elsewhere.example" }
    expect((await get(portline.url, "/api/events/retry", { method: "POST", headers, body: "{}" })).status).toBe(403)
    expect((await get(portline.url, "/api/events/retry")).status).toBe(405)
  })
})

test("a cursor's time of any number of decimals is one", async () => {
  const { json } = await get(portline.url, "/api/events?limit=1")
  const [question, time, key] = JSON.parse(Buffer.from(String(json.next_cursor), "base64url").toString())
  const exact = Buffer.from(JSON.stringify([question, time.replace("Z", `${"1".repeat(400)}Z`), key])).toString("base64url")
  const [one, other] = await Promise.all(
    [exact, json.next_cursor].map((cursor) => get(portline.url, `/api/events?limit=1&cursor=${cursor}`)),
  )
  expect(one).toMatchObject({ status: 200, json: { data: other?.json.data } })
})

test("a page asked for with what it does not know says so and shows its list", async () => {
  for (const [query, name] of [
    ["verdict=odd", "verdict="],
    ["state=odd&limit=0", "state="],
    ["cursor=odd", "cursor"],
  ]) {
    const page = await pageOf(`/events?${query}`)
    expect(page.text).toContain(name)
    expect(page.text).toMatch(/allowed/)
    expect(page.text).toContain("<tbody")
  }
})
