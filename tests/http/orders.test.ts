import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { FacetsJson, OrderJson, OrderListJson, SearchJson } from "#lib/contract.ts"
import { filterParam } from "#lib/format/filter-param.ts"
import { createDatabase } from "../support/database.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { untilDrained } from "../support/ledger.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentComment, sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

let portline: Portline
const known = (suffix: string): string => `aaaaaaaa-0000-4000-8000-0000000000${suffix}`

type Made = { id: string; key: string | null; reference: string | null; status: string; codes?: string[]; at: string }
const MADE: Made[] = [
  {
    id: known("01"),
    key: "sr_AbQ123",
    reference: "100%_sure\\x, yes",
    status: "exception",
    codes: ["LOA_ILLEGIBLE", "FOO_BAR"],
    at: "2025-01-01T00:00:00.000003Z",
  },
  {
    id: known("02"),
    key: "sr_abd456",
    reference: "ACME Berlin",
    status: "exception",
    codes: ["SV_CONFLICT"],
    at: "2025-01-01T00:00:00.000002Z",
  },
  { id: known("03"), key: "sr_zzz", reference: "acme münchen", status: "submitted", at: "2025-01-01T00:00:00.000002Z" },
  { id: known("04"), key: null, reference: null, status: "brand-new-status", at: "2025-01-01T00:00:00.000001Z" },
  { id: known("05"), key: "Sr_A_", reference: "Zebra", status: "ported", at: "2024-12-31T00:00:00Z" },
]
const PLACEHOLDER = known("90")
const DELETED = known("91")

beforeAll(async () => {
  portline = await startPortline({ env: { DATABASE_URL: await createDatabase() } })
  for (const { id, key, reference, status, codes, at } of MADE) {
    await post(
      portline.url,
      sentStatus(status, { order: id, at, codes: codes ?? [], more: { support_key: key, customer_reference: reference } }),
    )
  }
  await post(portline.url, sentMessaging("exception", { order: known("05"), at: "2024-12-30T00:00:00Z", more: {} }))
  await post(portline.url, sentSplit(known("01"), PLACEHOLDER, { at: "2024-12-01T00:00:00Z" }))
  await post(portline.url, sentDeleted({ order: DELETED, at: "2024-12-01T00:00:00Z", more: { support_key: "sr_gone" } }))
})
afterAll(() => portline.stop())

async function list(query = ""): Promise<OrderListJson> {
  const answer = await get(portline.url, `/api/orders?${query}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.json as unknown as OrderListJson
}
const numbers = (orders: OrderListJson): string[] => orders.data.map((order) => order.id.slice(-2))

describe("the order list", () => {
  test("is newest event first, leaves out placeholders and deleted drafts, and counts itself", async () => {
    const orders = await list()
    expect(numbers(orders)).toEqual(["01", "02", "03", "04", "05"])
    expect(orders).toMatchObject({ total: 5, total_is_exact: true, next_cursor: null })
  })

  test("gives an order in the contract's fields, with six decimals where six were sent", async () => {
    const [order] = (await list("support_key=SR_ABQ123")).data
    expect(order).toEqual({
      id: known("01"),
      support_key: "sr_AbQ123",
      customer_reference: "100%_sure\\x, yes",
      status: {
        value: "exception",
        details: [
          { code: "LOA_ILLEGIBLE", description: "About LOA_ILLEGIBLE" },
          { code: "FOO_BAR", description: "About FOO_BAR" },
        ],
      },
      status_since: "2025-01-01T00:00:00.000003Z",
      messaging: null,
      court: "you",
      deleted_at: null,
      placeholder: false,
      comments_count: 0,
      split_from: [],
      split_to: [PLACEHOLDER],
      first_event_at: "2024-12-01T00:00:00Z",
      last_event_at: "2025-01-01T00:00:00.000003Z",
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    } satisfies OrderJson)
  })

  test.each([
    ["status=exception", ["01", "02"]],
    ["status=exception,submitted", ["01", "02", "03"]],
    ["status=exception&status=submitted", ["01", "02", "03"]],
    ["status=brand-new-status", ["04"]],
    ["status=never-seen", []],
    ["exception_code=LOA_ILLEGIBLE", ["01"]],
    ["exception_code=FOO_BAR,SV_CONFLICT", ["01", "02"]],
    ["exception_code=NEVER", []],
    ["messaging=exception", ["05"]],
    ["messaging=never", []],
    ["court=you", ["01"]],
    ["court=telnyx", ["02", "05"]],
    ["court=carrier,you", ["01", "03"]],
    ["status=exception&court=telnyx", ["02"]],
    ["status=", ["01", "02", "03", "04", "05"]],
  ])("filtered by %s holds %j", async (query, expected) => expect(numbers(await list(query))).toEqual(expected))

  test.each([
    ["sr_ab", ["01", "02"]],
    ["SR_ABQ", ["01"]],
    ["r_ab", []],
    ["acme", ["02", "03"]],
    ["ACME b", ["02"]],
    ["MÜNCHEN", ["03"]],
    ["100%_sure\\x, yes", ["01"]],
    ["%_s", ["01"]],
    ["%%%", []],
    ["___", []],
    ["e\\x", ["01"]],
    ["sr_a_", ["05"]],
    ["aaaaaaaa-0000-4000-8000-00000000000", ["01", "02", "03", "04", "05"]],
    [known("03").toUpperCase(), ["03"]],
    ["aaaaaaaa0000", []],
    ["' OR 1=1--", []],
  ])("searched for %s holds %j", async (q, expected) => expect(numbers(await list(`q=${encodeURIComponent(q)}`))).toEqual(expected))

  test.each([
    ["-last_event_at", ["01", "02", "03", "04", "05"]],
    ["last_event_at", ["05", "04", "02", "03", "01"]],
    ["status_since", ["05", "04", "02", "03", "01"]],
    ["-status_since", ["01", "02", "03", "04", "05"]],
    ["support_key", ["05", "01", "02", "03", "04"]],
    ["customer_reference", ["01", "02", "05", "03", "04"]],
  ])("sorted by %s is %j: nulls last, ties by id, text by code point; page by page the same", async (sort, expected) => {
    expect(numbers(await list(`sort=${sort}`))).toEqual(expected)
    for (const limit of [1, 2, 3]) {
      const seen: string[] = []
      for (let cursor: string | null = "", pages = 0; cursor !== null && pages < 10; pages++) {
        const page: OrderListJson = await list(`sort=${sort}&limit=${limit}${cursor ? `&cursor=${cursor}` : ""}`)
        seen.push(...numbers(page))
        cursor = page.next_cursor
      }
      expect(seen).toEqual(expected)
    }
  })

  test("shows placeholders and deleted drafts when asked, alone or among the others, and by exact name", async () => {
    expect(numbers(await list("placeholder=only"))).toEqual(["90"])
    expect(numbers(await list("deleted=only"))).toEqual(["91"])
    expect(numbers(await list("deleted=true&placeholder=true"))).toEqual(["01", "02", "03", "04", "05", "90", "91"])
    expect(numbers(await list("support_key=SR_gone"))).toEqual(["91"])
    expect(numbers(await list(`q=${DELETED}`))).toEqual(["91"])
    expect(numbers(await list(`q=${PLACEHOLDER}`))).toEqual(["90"])
    expect(numbers(await list("q=sr_gon"))).toEqual([])
  })

  test("takes up to 200 support keys, exact in any letter case", async () => {
    const keys = ["sr_abq123", "SR_ZZZ", "sr_missing", ...Array.from({ length: 197 }, (_, index) => `sr_none${index}`)]
    expect(numbers(await list(`support_key=${keys.join(",")}`))).toEqual(["01", "03"])
    expect((await get(portline.url, `/api/orders?support_key=${[...keys, "one-more"].join(",")}`)).status).toBe(400)
  })

  test("updated_since is inclusive", async () => {
    const [newest] = (await list("support_key=sr_AbQ123")).data
    expect(numbers(await list(`support_key=sr_AbQ123&updated_since=${newest?.updated_at}`))).toEqual(["01"])
    expect(numbers(await list("support_key=sr_AbQ123&updated_since=2999-01-01T00:00:00Z"))).toEqual([])
    for (const plus of ["%2B", "+"]) {
      expect(numbers(await list(`support_key=sr_AbQ123&updated_since=2020-01-01T00:00:00${plus}02:00`))).toContain("01")
      expect(numbers(await list(`support_key=sr_AbQ123&updated_since=2999-01-01T00:00:00${plus}02:00`))).toEqual([])
    }
    // More decimals than PostgreSQL reads.
    expect(numbers(await list(`support_key=sr_AbQ123&updated_since=2020-01-01T00:00:00.${"1".repeat(300)}Z`))).toContain("01")
  })

  test.each([
    ["q=ab", "q"],
    ["q=%00%00%00", "q"],
    [`q=${"x".repeat(201)}`, "q"],
    ["limit=0", "limit"],
    ["limit=201", "limit"],
    ["limit=ten", "limit"],
    ["sort=price", "sort"],
    ["court=nobody", "court"],
    ["deleted=yes", "deleted"],
    ["placeholder=1", "placeholder"],
    ["updated_since=yesterday", "updated_since"],
    ["count=maybe", "count"],
    ["cursor=nonsense", "cursor"],
    ["statuss=exception", "statuss"],
    ["status=%20", "status"],
    ["support_key=,", "support_key"],
  ])("%s is a bad parameter: 400 names it and what is allowed", async (query, name) => {
    const answer = await get(portline.url, `/api/orders?${query}`)
    expect(answer).toMatchObject({
      status: 400,
      type: expect.stringContaining("application/problem+json"),
      json: { status: 400, type: "about:blank" },
    })
    expect(answer.json.detail).toContain(name)
    expect(answer.json.detail).toMatch(/allowed/i)
  })

  test("a cursor that was changed is refused, as is one of another list", async () => {
    const { next_cursor } = await list("limit=1")
    const [question] = JSON.parse(Buffer.from(next_cursor ?? "", "base64url").toString())
    const exact = `2024-01-01T00:00:00.${"1".repeat(400)}Z`
    const places = [
      ["notatime", known("01")],
      [exact, known("01")],
      ["2024-13-01T00:00:00Z", known("01")],
      [null, "-".repeat(36)],
      [null, null],
      [null],
      "x",
    ]
    for (const place of places) {
      const cursor = Buffer.from(JSON.stringify([question, ...place])).toString("base64url")
      expect((await get(portline.url, `/api/orders?cursor=${cursor}`)).status).toBe(400)
      expect((await get(portline.url, `/api/events?cursor=${cursor}`)).status).toBe(400)
    }
  })

  test("sorts by text page by page, however long the texts are", async () => {
    const long = (letter: string): string => "l".repeat(150) + letter.repeat(30_000)
    const ids = [known("a1"), known("a2"), known("a3")]
    for (const [index, order] of ids.entries())
      await post(
        portline.url,
        sentStatus("long", {
          order,
          at: "2020-01-01T00:00:00Z",
          more: { support_key: long("cab"[index] ?? ""), customer_reference: long("bca"[index] ?? "") },
        }),
      )
    for (const [sort, expected] of [
      ["support_key", ["a2", "a3", "a1"]],
      ["customer_reference", ["a3", "a1", "a2"]],
    ] as const) {
      const seen: string[] = []
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page: OrderListJson = await list(`status=long&sort=${sort}&limit=1${cursor ? `&cursor=${cursor}` : ""}`)
        seen.push(...numbers(page))
        cursor = page.next_cursor
      }
      expect(seen).toEqual(expected)
    }
  })

  test("a cursor of another sort or filter is refused", async () => {
    const { next_cursor } = await list("limit=1&sort=support_key")
    for (const query of ["limit=1", "limit=1&sort=support_key&status=exception"]) {
      expect((await get(portline.url, `/api/orders?${query}&cursor=${next_cursor}`)).status).toBe(400)
    }
    expect((await list(`limit=2&sort=support_key&cursor=${next_cursor}`)).data).toHaveLength(2)
  })
})

describe("one order", () => {
  test("is found by UUID or support key in any letter case, and its sub-paths too", async () => {
    for (const name of [known("01"), known("01").toUpperCase(), "sr_AbQ123", "SR_ABQ123"]) {
      for (const path of ["", "/timeline", "/comments", "/lineage"])
        expect((await get(portline.url, `/api/orders/${name}${path}`)).status).toBe(200)
      expect((await get(portline.url, `/api/orders/${name}`)).json.data).toMatchObject({ id: known("01") })
    }
  })

  test.each([randomUUID(), "sr_nobody", "%00", "x".repeat(5_000), "%25"])(
    "that there is none of is 404, on every path: %#",
    async (name) => {
      for (const path of ["", "/timeline", "/comments", "/lineage"]) {
        expect(await get(portline.url, `/api/orders/${name}${path}`)).toMatchObject({ status: 404, json: { status: 404 } })
      }
    },
  )

  test("placeholders and deleted drafts are shown as what they are", async () => {
    expect((await get(portline.url, `/api/orders/${PLACEHOLDER}`)).json.data).toMatchObject({
      placeholder: true,
      status: null,
      court: "none",
      split_from: [known("01")],
    })
    expect((await get(portline.url, "/api/orders/sr_gone")).json.data).toMatchObject({ deleted_at: "2024-12-01T00:00:00Z", court: "none" })
  })

  test("of two with one support key is the one told of last; the filter lists both", async () => {
    const [older, newer] = [randomUUID(), randomUUID()]
    await post(portline.url, sentStatus("draft", { order: newer, at: "2020-02-01T00:00:00Z", more: { support_key: "sr_twice" } }))
    await post(portline.url, sentStatus("draft", { order: older, at: "2020-01-01T00:00:00Z", more: { support_key: "sr_TWICE" } }))
    expect((await get(portline.url, "/api/orders/sr_twice")).json.data).toMatchObject({ id: newer })
    expect((await list("support_key=sr_twice")).data.map((order) => order.id)).toEqual([newer, older])
    const page = async (name: string): Promise<string> => (await get(portline.url, `/orders/${name}`)).text
    for (const [name, other] of Object.entries({ [newer]: older, [older]: newer })) {
      expect(await page(name)).toMatch(/Another order has this support key/)
      expect(await page(name)).toContain(`href="/orders/${other}"`)
    }
    expect(await page("sr_abq123")).not.toMatch(/has this support key/)
    for (const path of ["/orders?support_key=sr_twice", `/orders/${older}`]) {
      const { text } = await get(portline.url, path)
      expect(text).toContain(`href="/orders/${older}`)
      expect(text).not.toMatch(/href="\/orders\/sr_twice/i)
    }
    const found = (await get(portline.url, "/api/search?q=sr_twice")).json.data as SearchJson
    expect(found).toMatchObject({ opens: "list", href: "/orders?support_key=sr_twice" })
    expect(found.orders.map(({ key_is_shared }) => key_is_shared)).toEqual([true, true])
    const heard = (await get(portline.url, "/api/search?q=SR%20twice")).json.data as SearchJson
    expect(heard).toMatchObject({ opens: "list", href: "/orders?support_key=sr_twice" })
    for (const path of ["", "/lineage"]) {
      const pinned = await fetch(`${portline.url}/orders/sr_TWICE${path}?a=b`, { redirect: "manual" })
      expect([pinned.status, pinned.headers.get("location")]).toEqual([307, `/orders/${newer}${path}?a=b`])
    }
    const whole = (await list(`id=${older}`)).data
    expect(whole[0]).not.toHaveProperty("key_is_shared")
  })

  test.each(["11111111-2222-4333-8444-555555555555", "..", "k".repeat(10_000)])(
    "one whose support key is no address is led to by its UUID: %.40s",
    async (support_key) => {
      const order = randomUUID()
      await post(portline.url, sentStatus("draft", { order, more: { support_key, customer_reference: `no address ${order}` } }))
      const { text } = await get(portline.url, `/orders?q=${order}`)
      expect(text).toContain(`href="/orders/${order}"`)
      expect(await get(portline.url, `/orders/${order}`)).toMatchObject({ status: 200 })
    },
  )
})

describe("the documented bodies", () => {
  beforeAll(async () => {
    for (const number of ALL_FIXTURES) await post(portline.url, fixture(number))
  })

  test("order 3594c6c3 is ported, sr_98f022 finds it, its exception spell shows three codes", async () => {
    const { json } = await get(portline.url, "/api/orders/sr_98f022")
    expect(json.data).toMatchObject({
      id: "3594c6c3-51a7-4306-b715-ca3765f13464",
      status: { value: "ported" },
      status_since: "2021-03-19T19:48:58.261079Z",
    })
    const timeline = (await get(portline.url, "/api/orders/sr_98f022/timeline")).json.data as { summary: string; occurred_at: string }[]
    expect(timeline.map((entry) => entry.summary)).toEqual([
      "Status: exception (ACCOUNT_NUMBER_MISMATCH, PORTING_ORDER_SPLIT_REQUIRED, LOA_ILLEGIBLE)",
      "Status: submitted",
      "Status: foc-date-confirmed",
      "Status: ported",
    ])
  })

  test("the two messaging bodies are two events and end ported", async () => {
    expect((await get(portline.url, "/api/orders/sr_abc123")).json.data).toMatchObject({ messaging: { messaging_port_status: "ported" } })
    const { json } = await get(portline.url, "/api/events?event_id=626110d0-fab6-4a13-9183-3b331c41ccac")
    expect(json.data).toMatchObject([{ id_reused: true }, { id_reused: true }])
  })

  test("the split shows two placeholders joined by an edge of 1", async () => {
    const { json } = await get(portline.url, "/api/orders/a6efe074-0a3a-4522-8512-d0e004cf6c7d/lineage")
    expect(json.data).toMatchObject({
      nodes: [{ placeholder: true }, { placeholder: true }],
      edges: [{ from: "a6efe074-0a3a-4522-8512-d0e004cf6c7d", to: "ef245340-da3d-4212-8769-1fa7672a675f", count: 1 }],
      truncated: false,
    })
  })

  test("the comment is told with its author unknown", async () => {
    const { json } = await get(portline.url, "/api/orders/sr_acdabe/comments")
    expect(json.data).toEqual([
      {
        id: "ca4b9cf6-d840-4ba9-ba38-95f4bc971164",
        body: "Testing Webhooks 123",
        user_type: "admin",
        user_id: null,
        inserted_at: "2021-11-04T17:37:42Z",
      },
    ])
  })

  test("the deleted draft is a tombstone", async () => {
    expect((await get(portline.url, "/api/orders/74cc03c8-ab01-4887-bc31-9563e482d1e3")).json.data).toMatchObject({
      deleted_at: "2023-01-01T00:00:00Z",
      status: null,
    })
  })
})

describe("a timeline", () => {
  const order = randomUUID()
  beforeAll(async () => {
    const at = (index: number): string => `2024-03-01T00:00:00.00000${index % 4}Z`
    for (let index = 0; index < 9; index++)
      await post(portline.url, sentStatus(["draft", "ported"][index % 2], { order, at: at(index), id: `t${index}` }))
    await post(portline.url, sentStatus("cancelled", { order, at: "2999-01-01T00:00:00Z", id: "t-future" }))
    await post(portline.url, sentComment({}, { order, at: at(1), id: "t-comment" }))
  })

  test("is in the total order, oldest first, future events last and flagged; page by page the same, both ways", async () => {
    const ids = async (query: string): Promise<string[]> => {
      const seen: string[] = []
      for (let cursor: string | null = ""; cursor !== null; ) {
        const { json } = await get(portline.url, `/api/orders/${order}/timeline?${query}${cursor ? `&cursor=${cursor}` : ""}`)
        seen.push(...(json.data as { event_id: string }[]).map((entry) => entry.event_id))
        cursor = json.next_cursor as string | null
      }
      return seen
    }
    const whole = await ids("limit=200")
    expect(whole).toHaveLength(11)
    expect(whole.at(-1)).toBe("t-future")
    expect(whole.indexOf("t-comment")).toBeGreaterThan(whole.indexOf("t5"))
    for (const limit of [1, 2, 4]) expect(await ids(`limit=${limit}`)).toEqual(whole)
    expect(await ids("limit=3&sort=-occurred_at")).toEqual(whole.toReversed())
    expect((await get(portline.url, `/api/orders/${order}`)).json.data).toMatchObject({
      status: { value: "ported" },
      last_event_at: "2024-03-01T00:00:00.000003Z",
    })
  })

  test("of large payloads has pages of fewer, and all of them", async () => {
    const large = randomUUID()
    const body = "x".repeat(900_000)
    const sentIds = Array.from({ length: 12 }, (_, index) => `large-${index}`)
    for (const id of sentIds) await post(portline.url, sentComment({ id, body }, { order: large, id }))
    await untilDrained(portline.url)
    for (const sort of ["occurred_at", "-occurred_at"]) {
      const sizes: number[] = []
      const seen = new Set<string>()
      for (let cursor: string | null = ""; cursor !== null; ) {
        const { json } = await get(portline.url, `/api/orders/${large}/timeline?limit=11&sort=${sort}${cursor ? `&cursor=${cursor}` : ""}`)
        const data = json.data as { event_id: string }[]
        sizes.push(data.length)
        for (const { event_id } of data) seen.add(event_id)
        cursor = json.next_cursor as string | null
      }
      expect(sizes).toEqual([10, 2])
      expect([...seen].sort()).toEqual([...sentIds].sort())
    }
  })

  test.each(["limit=0", "sort=x", "cursor=x", "foo=1"])("%s is a bad parameter", async (query) => {
    expect((await get(portline.url, `/api/orders/${order}/timeline?${query}`)).status).toBe(400)
  })

  test("what is asked for by its path alone takes no parameter", async () => {
    for (const path of [
      `/api/orders/${order}/comments`,
      `/api/orders/${order}/lineage`,
      "/api/stats",
      "/api/events/none",
      "/api/events/none/raw",
    ]) {
      const answer = await get(portline.url, `${path}?limit=0`)
      expect([path, answer.status, answer.json.detail]).toEqual([path, 400, '"limit" is not a parameter here. None is allowed.'])
    }
  })
})

describe("lineage", () => {
  test("is the whole component over edges both ways, nearest first, with several parents, cycles and counts", async () => {
    const ids = Array.from({ length: 5 }, (_, index) => `bbbbbbbb-0000-4000-8000-00000000000${index}`)
    const [a = "", b = "", c = "", d = "", e = ""] = ids
    const moves: [string, string, string[]?][] = [
      [a, b, ["1", "2"]],
      [a, b, ["2", "3"]],
      [c, b],
      [c, b],
      [b, a, ["1"]],
      [b, d],
      [e, d],
      [d, d],
    ]
    for (const [from, to, numbers] of moves) await post(portline.url, sentSplit(from, to, numbers ? { numbers } : {}))
    const { json } = await get(portline.url, `/api/orders/${a}/lineage`)
    const lineage = json.data as { nodes: { id: string }[]; edges: { from: string; to: string; count: number }[] }
    expect(lineage.nodes.map((node) => node.id)).toEqual([a, b, c, d, e])
    expect(lineage.edges.map(({ from, to, count }) => [from.slice(-1), to.slice(-1), count])).toEqual([
      ["0", "1", 3],
      ["1", "0", 1],
      ["1", "3", 1],
      ["2", "1", 2],
      ["3", "3", 1],
      ["4", "3", 1],
    ])
    expect((await get(portline.url, `/api/orders/${e}/lineage`)).json.data).toMatchObject({
      nodes: [{ id: e }, { id: d }, { id: b }, { id: a }, { id: c }],
    })
  })

  test("of an order without splits is one node", async () => {
    expect((await get(portline.url, `/api/orders/${known("02")}/lineage`)).json.data).toMatchObject({
      nodes: [{ id: known("02"), status: "exception" }],
      edges: [],
      truncated: false,
    })
  })
})

describe("events and counts", () => {
  test("the inbox is newest received first, filtered by state, type, order and id, page by page", async () => {
    await post(portline.url, Buffer.from("quarantined here"))
    const { json } = await get(portline.url, "/api/events?limit=1")
    expect(json.data).toMatchObject([
      { state: "quarantined", reason: "unreadable_json", event_id: null, event_type: null, occurred_at: null, orders: [] },
    ])
    expect((await get(portline.url, "/api/events?state=quarantined")).json.data).toHaveLength(1)
    expect((await get(portline.url, `/api/events?order=sr_gone`)).json.data).toMatchObject([
      { event_type: "porting_order.deleted", orders: [DELETED] },
    ])
    expect((await get(portline.url, `/api/events?order=${PLACEHOLDER}&event_type=porting_order.split`)).json.data).toMatchObject([
      { orders: [known("01"), PLACEHOLDER] },
    ])
    for (const query of ["event_type=never", "order=sr_nobody", `order=${randomUUID()}`, "event_id=never"])
      expect((await get(portline.url, `/api/events?${query}`)).json.data).toEqual([])
    for (const query of ["state=odd", "limit=x", "cursor=x", "nope=1"])
      expect((await get(portline.url, `/api/events?${query}`)).status).toBe(400)
    const seen = new Set<string>()
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: Record<string, unknown> = (await get(portline.url, `/api/events?limit=7${cursor ? `&cursor=${cursor}` : ""}`)).json
      for (const { event } of page.data as { event: string }[]) seen.add(event)
      cursor = page.next_cursor as string | null
    }
    const stats = (await get(portline.url, "/api/stats")).json as { events: number; quarantined: number }
    expect(seen.size).toBe(stats.events + stats.quarantined)
  })

  test("stats count orders as the list does", async () => {
    const stats = (await get(portline.url, "/api/stats")).json as {
      orders: number
      by_status: Record<string, number>
      by_exception_code: Record<string, number>
      by_court: Record<string, number>
      by_messaging: Record<string, number>
    }
    expect(stats.orders).toBe((await list()).total)
    for (const [status, count] of Object.entries(stats.by_status)) expect((await list(`status=${status}`)).total).toBe(count)
    for (const [code, count] of Object.entries(stats.by_exception_code)) expect((await list(`exception_code=${code}`)).total).toBe(count)
    for (const [court, count] of Object.entries(stats.by_court)) expect((await list(`court=${court}`)).total).toBe(count)
    for (const [state, count] of Object.entries(stats.by_messaging)) expect((await list(`messaging=${state}`)).total).toBe(count)
    expect(Object.keys(stats)).toEqual([
      "orders",
      "by_status",
      "by_exception_code",
      "by_messaging",
      "by_court",
      "events",
      "quarantined",
      "spooled",
      "penned",
      "gaps",
      "refused",
    ])
  })

  test.each(["/orders/nope", "/orders/nope/lineage", "/orders/%00", "/nope"])(
    "the page %s is 404, and reads without scripts",
    async (path) => {
      const response = await fetch(`${portline.url}${path}`)
      expect(response.status).toBe(404)
      expect(await response.text()).toMatch(/<h1[^>]*>(No such order|Not found)<\/h1>/)
    },
  )

  test("an unknown event's bytes are 404", async () => {
    expect((await get(portline.url, "/api/events/nothing/raw")).status).toBe(404)
  })

  test("a new try needs our own origin and a form or JSON", async () => {
    const { json } = await get(portline.url, "/api/events?state=quarantined&limit=1")
    const key = (json.data as { event: string }[])[0]?.event
    const retry = (headers: Record<string, string>) =>
      get(portline.url, `/api/events/${key}/retry`, { method: "POST", headers, body: "{}" })
    const type = { "content-type": "application/json" }
    for (const origin of [
      "https://evil.example",
      "null",
      `${portline.url}.evil.example`,
      `${portline.url}/`,
      portline.url.replace("//", "//a@"),
    ])
      expect((await retry({ ...type, origin })).status).toBe(403)
    expect((await retry(type)).status).toBe(403)
    expect((await retry({ origin: portline.url, "content-type": "text/plain" })).status).toBe(415)
    expect((await retry({ origin: portline.url.replace("127.0.0.1", "localhost"), ...type })).json).toEqual({
      data: { result: "quarantined", event: key, reason: "unreadable_json" },
    })
    expect(
      (await get(portline.url, "/api/events/nothing/retry", { method: "POST", headers: { origin: portline.url, ...type } })).status,
    ).toBe(404)
  })
})

test("a value of an open set is filtered by whatever it is spelled with, and as many orders are found as are counted", async () => {
  const values = ["a,b", "OTHER ", "", 'say "no"', "-x", "--"]
  for (const value of values)
    await post(
      portline.url,
      sentStatus("exception", { order: randomUUID(), more: { status: { value, details: [{ code: value, description: null }] } } }),
    )
  await untilDrained(portline.url)
  const { json } = await get(portline.url, "/api/order-facets")
  const { status } = json.data as FacetsJson
  for (const value of values) {
    const asked = filterParam([value])
    for (const name of ["status", "exception_code"]) {
      const found = await list(new URLSearchParams({ [name]: asked }).toString())
      expect([name, value, found.total, status[value]]).toEqual([name, value, 1, 1])
    }
  }
  expect((await list(new URLSearchParams({ status: filterParam(values) }).toString())).total).toBe(6)
})

test("a long reference is found by all of it or a long part, in any letter case, and what only has its pieces is not", async () => {
  const [own, like] = [randomUUID(), randomUUID()]
  const whole = "ACME / shared_reference 0042 (München)"
  const named = (order: string, customer_reference: string): Buffer => sentStatus("draft", { order, more: { customer_reference } })
  await post(portline.url, named(own, whole))
  await post(portline.url, named(like, "ACME shared reference nce ren 0042 nch"))
  await untilDrained(portline.url)
  const found = async (name: string, value: string): Promise<string[]> =>
    (await list(new URLSearchParams({ [name]: value }).toString())).data.map(({ id }) => id)
  for (const text of [whole, whole.toUpperCase(), whole.slice(3), whole.slice(0, -2)])
    expect([text, await found("q", text)]).toEqual([text, [own]])
  for (const text of [whole, whole.toLowerCase()]) expect([text, await found("customer_reference", text)]).toEqual([text, [own]])
  expect(await found("customer_reference", `${whole},nobody`)).toEqual([own])
  for (const text of [whole.slice(1), whole.slice(0, -1), whole.replace("_", " ")])
    expect([text, await found("customer_reference", text)]).toEqual([text, []])
})
