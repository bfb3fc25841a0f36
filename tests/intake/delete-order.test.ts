import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { closeDb, type Db, intakeDb, meetDatabase, openDb } from "#lib/db/client.ts"
import { announce } from "#lib/env.ts"
import { deleteOrderData } from "#lib/intake/delete-order.ts"
import { keepWithin } from "#lib/intake/keep-receipts.ts"
import { readDelivery } from "#lib/intake/read-delivery.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { createDatabase } from "../support/database.ts"
import { sentSplit, sentStatus } from "../support/sent.ts"
import { storeWebhook } from "../support/take-webhook.ts"

let db: Db
beforeAll(async () => {
  const url = await createDatabase()
  announce({ databaseUrl: url })
  await meetDatabase()
  db = openDb(url, { max: 4, queryTimeoutMs: 30_000 })
})
afterAll(async () => {
  await db.$disconnect()
  await closeDb()
})

test("a split that is kept while one of its orders is deleted stays, with what it says of both", async () => {
  const [going, staying] = [randomUUID(), randomUUID()]
  await storeWebhook(sentStatus("draft", { order: going }))
  await storeWebhook(sentStatus("submitted", { order: staying }))
  const raw = sentSplit(staying, going)
  const split = readDelivery({ source: "webhook", raw, receivedAt: Date.now(), verified: false, headers: {} }, false)
  const waiting = () =>
    db.$queryRaw<object[]>`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`

  let deleted: ReturnType<typeof deleteOrderData> | null = null
  await intakeDb().$transaction(
    async (tx) => {
      await keepWithin(tx, [split], { projecting: true, limited: false, attempt: null })
      deleted = deleteOrderData(db, going, async () => {})
      await expect.poll(waiting, { timeout: 10_000, interval: 20 }).toHaveLength(1)
    },
    { maxWait: 10_000, timeout: 20_000 },
  )
  expect(await deleted).toMatchObject({ events: 1 })
  expect(await db.$queryRaw`SELECT from_id::text AS "from", to_id::text AS "to" FROM split_members`).toEqual([{ from: staying, to: going }])
  expect((await rebuildOrders(db)).differed).toBe(0)
})
