import { randomUUID } from "node:crypto"
import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openDb } from "#lib/db/client.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { createDatabase } from "../support/database.ts"
import { join, type Person, setUp } from "../support/person.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentComment, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"
import { post } from "../support/webhook.ts"

const CANARY = "canary-of-a-customer"
let databaseUrl: string
let portline: Portline
let admin: Person

beforeAll(async () => {
  databaseUrl = await createDatabase()
  portline = await startPortline({ env: { DATABASE_URL: databaseUrl, AUTH: "password" } })
  admin = await setUp(portline)
})
afterAll(() => portline.stop())

/** Every table's rows that hold a text anywhere, bodies too. */
async function tablesThatHold(text: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
  const found: string[] = []
  for (const { name } of tables) {
    const hex = Buffer.from(text).toString("hex")
    const { rows } = await client.query(`SELECT 1 FROM "${name}" t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0 LIMIT 1`, [
      text,
      hex,
    ])
    if (rows.length > 0) found.push(name)
  }
  await client.end()
  return found.sort()
}

test("all that is kept of an order goes for good, the others become what is left to them, and the audit says who did it", async () => {
  const [order, other] = [randomUUID(), randomUUID()]
  const about = { order, more: { support_key: "sr_gone01", customer_reference: CANARY } }
  for (const body of [
    sentStatus("submitted", about),
    sentStatus("submitted", about),
    sentComment({ body: CANARY }, { order }),
    sentMessaging("pending", { order }),
    sentSplit(order, other, { numbers: ["one"], more: { note: CANARY } }),
    sentStatus("draft", { order: other, more: { support_key: "sr_stays", customer_reference: "stays" } }),
  ])
    expect((await post(portline.url, body)).status).toBe(200)
  expect((await admin.send(`/api/orders/${order}/links`)).status).toBe(200)
  expect(await tablesThatHold(CANARY)).toEqual(["comments", "events", "orders"])

  const wrong = await admin.send("/api/orders/sr_gone01/delete", { confirm: "sr_stays" })
  expect([wrong.status, wrong.json.detail]).toEqual([400, 'confirm: "sr_gone01" is needed: nothing was deleted.'])
  const coordinator = await join(portline, admin, "coordinator")
  expect((await coordinator.send("/api/orders/sr_gone01/delete", { confirm: "sr_gone01" })).status).toBe(403)
  const done = await admin.send("/api/orders/sr_gone01/delete", { confirm: "SR_GONE01" })
  expect([done.status, done.json.data]).toEqual([200, { events: 5, orders: 1 }])

  expect(await tablesThatHold(CANARY)).toEqual([])
  expect(await tablesThatHold(order)).toEqual(["audit"])
  expect((await admin.ask(`/api/orders/${order}`)).status).toBe(404)
  const left = (await admin.ask("/api/orders/sr_stays")).json.data
  expect(left).toMatchObject({ id: other, split_from: [], placeholder: false })
  const db = openDb(databaseUrl, { max: 1, queryTimeoutMs: 10_000 })
  expect((await rebuildOrders(db).finally(() => db.$disconnect())).differed).toBe(0)
  expect((await admin.ask("/api/audit.csv?action=order_deleted")).text).toMatch(
    new RegExp(`,Ada,order_deleted,${order},5 events,127.0.0.1,admin@example.com\r\n$`),
  )

  await post(portline.url, sentStatus("ported", { order, at: "2024-06-01T10:00:00Z", more: { support_key: "sr_gone01" } }))
  const anew = (await admin.ask(`/api/orders/${order}/timeline`)).json.data as unknown[]
  expect(anew).toHaveLength(1)
})

test("of two orders with one support key none is deleted by that key", async () => {
  const [older, newer] = [randomUUID(), randomUUID()]
  for (const [order, at] of [
    [older, "2024-05-01T10:00:00Z"],
    [newer, "2024-05-02T10:00:00Z"],
  ] as const)
    expect((await post(portline.url, sentStatus("draft", { order, at, more: { support_key: "sr_both" } }))).status).toBe(200)
  const refused = await admin.send("/api/orders/sr_both/delete", { confirm: "sr_both" })
  expect([refused.status, refused.json.detail]).toEqual([400, `confirm: "${newer}" is needed: nothing was deleted.`])
  expect((await admin.send(`/api/orders/${older}/delete`, { confirm: older })).status).toBe(200)
  expect((await admin.ask("/api/orders/sr_both")).json.data).toMatchObject({ id: newer })
})
