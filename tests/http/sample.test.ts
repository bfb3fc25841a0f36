import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Db, openDb } from "#lib/db/client.ts"
import { sampleBodies } from "#lib/intake/add-sample.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { createDatabase } from "../support/database.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentComment, sentSplit, sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

/** The order of the documented exception, and the two of the documented split. */
const EXCEPTION = "3594c6c3-51a7-4306-b715-ca3765f13464"
const [FROM, TO] = ["a6efe074-0a3a-4522-8512-d0e004cf6c7d", "ef245340-da3d-4212-8769-1fa7672a675f"]

let portline: Portline
let db: Db

beforeAll(async () => {
  const url = await createDatabase()
  portline = await startPortline({ env: { DATABASE_URL: url, WORKERS: "2" } })
  db = openDb(url, { max: 2, queryTimeoutMs: 30_000 })
})
afterAll(async () => {
  await db.$disconnect()
  await portline.stop()
})

const change = (method: string, headers: Record<string, string> = {}, body?: string) =>
  get(portline.url, "/api/sample", {
    method,
    headers: { origin: portline.url, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body }),
  })
const add = () => change("POST")
const remove = () => change("DELETE")
const stats = async () => (await get(portline.url, "/api/stats")).json
const bySource = () => db.$queryRaw<unknown>`SELECT source, count(*)::int AS events FROM events GROUP BY 1`

test("the sample is the documented bodies, byte for byte", () => {
  expect(sampleBodies().map((raw) => Buffer.from(raw).toString())).toEqual(ALL_FIXTURES.map((number) => fixture(number).toString()))
})

describe("a sample that is loaded and removed", () => {
  test("is twelve unverified events with their orders, and once more nothing new", async () => {
    expect((await add()).json).toEqual({ data: { events: 12 } })
    expect((await add()).json).toEqual({ data: { events: 0 } })
    const { json } = await get(portline.url, "/api/events")
    expect(json.data).toHaveLength(12)
    expect(json.data).toEqual(Array(12).fill(expect.objectContaining({ verified: false, deliveries: 1, state: "applied" })))
    expect((await get(portline.url, `/api/orders/${TO}`)).json.data).toMatchObject({ split_from: [FROM], placeholder: true })
    expect(await rebuildOrders(db)).toMatchObject({ differed: 0 })
  })

  test("leaves nothing behind, however often it is removed", async () => {
    expect((await remove()).json).toEqual({ data: { events: 12, orders: 8 } })
    expect((await remove()).json).toEqual({ data: { events: 0, orders: 0 } })
    expect(await stats()).toMatchObject({ events: 0, orders: 0, quarantined: 0 })
    const left = await db.$queryRaw<Record<string, number>[]>`
      SELECT (SELECT count(*)::int FROM orders) AS orders, (SELECT count(*)::int FROM comments) AS comments,
        (SELECT count(*)::int FROM split_members) AS splits, (SELECT count(*)::int FROM deliveries) AS deliveries,
        (SELECT count(*)::int FROM event_orders) AS touched`
    expect(left).toEqual([{ orders: 0, comments: 0, splits: 0, deliveries: 0, touched: 0 }])
    expect(await rebuildOrders(db)).toEqual({ orders: 0, differed: 0 })
  })

  test("works by forms, which lead on to the orders", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" }
    const added = await change("POST", form, "")
    expect([added.status, added.headers.get("location")]).toEqual([303, "/orders"])
    expect(await stats()).toMatchObject({ events: 12 })
    const removed = await change("POST", form, "remove=1")
    expect([removed.status, removed.headers.get("location")]).toEqual([303, "/orders"])
    expect(await stats()).toMatchObject({ events: 0 })
  })

  test.each(["POST", "DELETE"])("needs an Origin of ours: %s", async (method) => {
    expect((await change(method, { origin: "https://example.com" })).status).toBe(403)
    expect(await stats()).toMatchObject({ events: 0 })
  })
})

describe("with real webhooks about the sample's orders", () => {
  test("an order becomes what its real events alone add up to", async () => {
    const real = [
      sentStatus("submitted", { order: EXCEPTION, at: "2020-01-01T00:00:00Z", more: { support_key: "sr_real" } }),
      sentComment({ body: "Real" }, { order: FROM, at: "2024-05-01T11:00:00Z" }),
      sentSplit(FROM, TO, { at: "2024-05-02T10:00:00Z", numbers: ["n1"] }),
    ]
    const lone = await startPortline({ env: { DATABASE_URL: await createDatabase() } })
    for (const body of real) await post(lone.url, body)
    await add()
    for (const body of real) expect((await post(portline.url, body)).json.result).toBe("stored")
    expect((await remove()).json.data).toMatchObject({ events: 12 })
    for (const path of [EXCEPTION, FROM, TO].flatMap((id) => [id, `${id}/comments`, `${id}/lineage`, `${id}/timeline`])) {
      const view = async (url: string): Promise<string> =>
        JSON.stringify((await get(url, `/api/orders/${path}`)).json).replace(/"(updated|received)_at":"[^"]*"/g, "")
      expect(await view(portline.url), path).toBe(await view(lone.url))
    }
    await lone.stop()
    expect(await rebuildOrders(db)).toEqual({ orders: 3, differed: 0 })
  })

  test("an event of the sample that a webhook brings too is the webhook's, and stays", async () => {
    await add()
    expect((await post(portline.url, fixture(1))).json.result).toBe("duplicate")
    expect((await remove()).json.data).toMatchObject({ events: 11 })
    await add()
    expect((await remove()).json.data).toMatchObject({ events: 11 })
    expect((await stats()).events).toBe(4)
    expect(await rebuildOrders(db)).toMatchObject({ differed: 0 })
  })

  test("removed while webhooks come for the same orders and events, everything is right", async () => {
    const known = Number((await stats()).events)
    for (let round = 0; round < 8; round++) {
      await add()
      const bodies = Array.from({ length: 10 }, (_, index) =>
        index % 2 === 0
          ? sentStatus("submitted", { order: EXCEPTION, id: randomUUID(), at: `202${index}-01-01T00:00:00Z` })
          : sentSplit(index % 3 === 0 ? TO : FROM, index % 3 === 0 ? FROM : TO, { at: "2024-05-01T10:00:00Z" }),
      )
      const posted = Promise.all([...bodies, fixture(3), fixture(9)].map((body) => post(portline.url, body)))
      const [answers, ...removals] = await Promise.all([posted, remove(), remove()])
      expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200))
      expect(removals.map(({ status }) => status)).toEqual([200, 200])
      await remove()
      expect(await bySource()).toEqual([{ source: "webhook", events: known + 2 + 10 * (round + 1) }])
      expect(await rebuildOrders(db)).toMatchObject({ differed: 0 })
    }
  })
})
