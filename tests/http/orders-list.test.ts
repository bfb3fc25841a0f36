import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type FacetsJson, type OrderListJson, urls } from "#lib/contract.ts"
import { createDatabase } from "../support/database.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { readCsv } from "../support/read-csv.ts"
import { sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

let portline: Portline
const known = (suffix: string): string => `aaaaaaaa-0000-4000-8000-0000000000${suffix}`
const HOUR = 3_600_000
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString()

type Made = { id: string; key: string; status: string; codes?: string[]; hours: number; reference?: string }
const MADE: Made[] = [
  { id: "01", key: "sr_one", status: "exception", codes: ["LOA_ILLEGIBLE", "OTHER"], hours: 20 * 24, reference: "ACME, Berlin" },
  { id: "02", key: "sr_two", status: "exception", codes: ["SV_CONFLICT"], hours: 2, reference: '=HYPERLINK("http://x","y")' },
  { id: "03", key: "sr_three", status: "submitted", hours: 30, reference: "two\nlines" },
  { id: "04", key: "-dash", status: "-odd", hours: 3, reference: "100%" },
  { id: "05", key: "sr_five", status: "ported", hours: 400, reference: "münchen" },
]

beforeAll(async () => {
  portline = await startPortline({ env: { DATABASE_URL: await createDatabase() } })
  const send = async (body: Uint8Array): Promise<void> => expect((await post(portline.url, body)).status).toBe(200)
  for (const { id, key, status, codes = [], hours, reference } of MADE)
    await send(sentStatus(status, { order: known(id), at: ago(hours), codes, more: { support_key: key, customer_reference: reference } }))
  await send(sentMessaging("exception", { order: known("05"), at: ago(399) }))
  await send(sentSplit(known("01"), known("02"), { at: ago(500) }))
  await send(sentSplit(known("02"), known("03"), { at: ago(499) }))
  await send(sentSplit(known("03"), known("01"), { at: ago(498) }))
  await send(sentSplit(known("05"), known("90"), { at: ago(497) }))
  await send(sentDeleted({ order: known("91"), at: ago(496), more: { support_key: "sr_gone" } }))
  await send(
    sentStatus("draft", { order: known("04"), id: "twin", at: ago(4), more: { support_key: "-dash", customer_reference: "100%" } }),
  )
  await send(
    sentStatus("draft", { order: known("04"), id: "twin", at: ago(4.5), more: { support_key: "-dash", customer_reference: "100%" } }),
  )
  await send(sentStatus("ported", { order: known("03"), at: ago(-48) }))
})
afterAll(() => portline.stop())

/** On a busy machine a wave of webhooks may be told to come again. */
async function sendUntilKept(body: Uint8Array): Promise<void> {
  while ((await post(portline.url, body)).status !== 200) await new Promise((resolve) => setTimeout(resolve, 100))
}

const list = async (query: string): Promise<OrderListJson> =>
  (await get(portline.url, `/api/orders?${query}`)).json as unknown as OrderListJson
const numbers = async (query: string): Promise<string[]> => (await list(query)).data.map((order) => order.id.slice(-2)).sort()
const facets = async (query = ""): Promise<FacetsJson> => (await get(portline.url, `/api/order-facets?${query}`)).json.data as FacetsJson

describe("the filters of the list", () => {
  test.each([
    ["status=-exception", ["03", "04", "05"]],
    ["status=-exception,-ported", ["03", "04"]],
    ["status=exception,submitted&exception_code=-SV_CONFLICT", ["01", "03"]],
    ["status=--odd", ["04"]],
    ["status=---odd", ["01", "02", "03", "05"]],
    ["status=-never-seen", ["01", "02", "03", "04", "05"]],
    ["status=never-seen", []],
    ["exception_code=-OTHER", ["02", "03", "04", "05"]],
    ["messaging=-exception", ["01", "02", "03", "04"]],
    ["court=-telnyx", ["01", "03", "04"]],
    ["split=in", ["01", "02", "03"]],
    ["split=out", ["01", "02", "03", "05"]],
    ["split=any", ["01", "02", "03", "05"]],
    ["split=-any", ["04"]],
    ["split=cycle", ["01", "02", "03"]],
    ["split=out,-cycle", ["05"]],
    ["flag=id_reused", ["04"]],
    ["flag=future", ["03"]],
    ["flag=-late", []],
    ["status_age=7d", ["01", "05"]],
    ["status_age=-7d", ["02", "03", "04"]],
    ["status_age=25h&status=submitted", ["03"]],
    ["last_event=24h", ["02", "04"]],
    ["last_event=-7d", ["01", "05"]],
    ["attention=overdue", ["01", "05"]],
    ["attention=-overdue", ["02", "03", "04"]],
    ["needs=you", ["01"]],
    ["needs=-you", ["02", "03", "04", "05"]],
    ["customer_reference=MÜNCHEN", ["05"]],
    ["messaging=null", ["01", "02", "03", "04"]],
    ["messaging=-null", ["05"]],
    ["messaging=null,exception&status=ported,submitted", ["03", "05"]],
    ["status=null&deleted=only", ["91"]],
    ["status=-null&placeholder=true", ["01", "02", "03", "04", "05"]],
    ["customer_reference=100_", []],
    ["any_key=SR_ONE,MÜNCHEN,aaaaaaaa-0000-4000-8000-000000000004,nobody", ["01", "04", "05"]],
    ["any_key=sr_gone", ["91"]],
    [`id=${known("01")},${known("91")}`, ["01"]],
  ])("%s holds %j, and counts as many", async (query, expected) => {
    expect(await numbers(query)).toEqual(expected)
    expect((await list(query)).total).toBe(expected.length)
  })

  test.each([
    "court=-nobody",
    "attention=soon",
    "needs=none",
    "split=sideways",
    "flag=late,odd",
    "status_age=7",
    "last_event=yesterday",
    "id=sr_one",
    "include=all",
  ])("%s is a bad parameter: 400 names it and what is allowed, of list, facets and file alike", async (query) => {
    const paths = query.startsWith("include") ? ["/api/orders"] : ["/api/orders", "/api/order-facets", "/api/orders.csv"]
    for (const path of paths) {
      const answer = await get(portline.url, `${path}?${query}`)
      expect(answer).toMatchObject({ status: 400, type: expect.stringContaining("problem+json") })
      expect(answer.json.detail).toMatch(new RegExp(`^${query.split("=")[0]}: .*allowed`))
    }
  })

  test("split_cycle and attention come only where they are asked for", async () => {
    expect((await list("id=".concat(known("01")))).data[0]).not.toHaveProperty("split_cycle")
    expect((await list(`id=${known("01")}&include=split_cycle`)).data[0]).toMatchObject({ split_cycle: true })
    expect((await list(`id=${known("05")}&include=split_cycle,attention`)).data[0]).toMatchObject({
      split_cycle: false,
      attention: { needs: true },
    })
  })
})

describe("the facets", () => {
  test.each([
    "",
    "status=exception",
    "needs=you",
    "attention=overdue",
    "needs=-you",
    "attention=-overdue&status=exception",
    "needs=-you&last_event=-1d",
    "needs=-carrier&attention=-due&q=sr_",
    "split=cycle&court=-you",
    "q=sr_",
    "status=-exception&messaging=exception",
    "messaging=null",
    "status=null,exception&needs=-you",
  ])("count under %j what the lists hold that they lead to", async (query) => {
    const { left_out, ...counted } = await facets(query)
    for (const [name, counts] of Object.entries(counted))
      for (const [value, count] of Object.entries(counts)) {
        const asked = new URLSearchParams(query)
        asked.set(name, value.startsWith("-") ? `-${value}` : value)
        expect((await list(asked.toString())).total, asked.toString()).toBe(count)
      }
    for (const [name, count] of Object.entries(left_out)) {
      const asked = new URLSearchParams(query)
      asked.set(name, "only")
      expect((await list(asked.toString())).total).toBe(count)
    }
  })

  test("tell what is left out", async () => {
    expect((await facets()).left_out).toEqual({ placeholder: 1, deleted: 1 })
    expect((await facets("deleted=true")).left_out).toEqual({ placeholder: 1, deleted: 0 })
  })
})

describe("the CSV", () => {
  test("row 48: holds all that match, in the API's words, safe for a spreadsheet", async () => {
    const answer = await get(portline.url, "/api/orders.csv?status=exception,submitted,--odd")
    expect(answer).toMatchObject({ status: 200, type: expect.stringContaining("text/csv; charset=utf-8") })
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="orders-\d{4}-\d\d-\d\d\.csv"$/)
    const [head, ...rows] = readCsv(answer.text)
    expect(head?.slice(0, 5)).toEqual(["id", "support_key", "customer_reference", "status", "exception_codes"])
    expect(rows.map((row) => row.slice(1, 5))).toEqual([
      ["sr_one", "ACME, Berlin", "exception", "LOA_ILLEGIBLE;OTHER"],
      ["sr_two", `'=HYPERLINK("http://x","y")`, "exception", "SV_CONFLICT"],
      ["sr_three", "two\nlines", "submitted", ""],
      ["'-dash", "100%", "'-odd", ""],
    ])
    for (const row of rows) expect(row).toHaveLength(head?.length ?? 0)
  })

  test.each(["-last_event_at", "last_event_at", "status_since", "-status_since", "support_key", "customer_reference", "due_at"])(
    "has its rows as the list has them by %s",
    async (sort) => {
      const rows = readCsv((await get(portline.url, `/api/orders.csv?deleted=true&sort=${sort}`)).text).slice(1)
      const listed = await list(`deleted=true&sort=${sort}&limit=200`)
      expect(listed.data.length).toBeGreaterThan(5)
      expect(rows.map(([id]) => id)).toEqual(listed.data.map(({ id }) => id))
    },
  )

  test("refuses a sort that there is not, and what says how a list is cut into pages", async () => {
    for (const query of ["sort=id", "limit=5", "cursor=x"]) expect((await get(portline.url, `/api/orders.csv?${query}`)).status).toBe(400)
  })

  test("streams 5,000 orders, each once, while webhooks are still taken", async () => {
    const order = (index: number): string => `bbbbbbbb-0000-4000-8000-${String(index).padStart(12, "0")}`
    const body = (index: number) =>
      sentStatus("bulk", {
        order: order(index),
        at: "2020-01-01T00:00:00Z",
        more: { support_key: `bulk_${index}`, customer_reference: `ref "${index}"` },
      })
    for (let from = 0; from < 5_000; from += 100)
      await Promise.all(Array.from({ length: 100 }, (_, index) => sendUntilKept(body(from + index))))
    // What went to disk while the database stood still is in no list before it is drained.
    await expect.poll(async () => (await get(portline.url, "/api/stats")).json.spooled, { timeout: 30_000 }).toBe(0)
    const response = await fetch(`${portline.url}${urls.api.ordersCsv(new URLSearchParams({ status: "bulk" }))}`)
    const reader = response.body?.getReader()
    const first = await reader?.read()
    expect(first?.value?.byteLength).toBeLessThan(500_000)
    expect((await post(portline.url, sentStatus("draft", { at: "2020-01-01T00:00:00Z" }))).status).toBe(200)
    await reader?.cancel()
    const rows = readCsv((await get(portline.url, "/api/orders.csv?status=bulk")).text)
    expect(rows).toHaveLength(5_001)
    expect(new Set(rows.map(([id]) => id)).size).toBe(5_001)
    expect(rows[5_000]?.slice(0, 3)).toEqual([order(4_999), "bulk_4999", 'ref "4999"'])
  })
})
