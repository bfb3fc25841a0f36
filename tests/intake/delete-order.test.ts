import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { type Db, intakeDb } from "#lib/db/client.ts"
import { deleteOrderData } from "#lib/intake/delete-order.ts"
import { keepWithin } from "#lib/intake/keep-receipts.ts"
import { readDelivery } from "#lib/intake/read-delivery.ts"
import { projectLeftOver, rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { withIntakeDatabase } from "../support/intake-database.ts"
import { sentSplit, sentStatus } from "../support/sent.ts"
import { storeWebhook } from "../support/take-webhook.ts"

let db: Db
withIntakeDatabase(4, (opened) => {
  db = opened
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

test.each([true, false])(
  "a repeat that waits behind the deletion of its order is new, and so is the order (brought up to date at once: %s)",
  async (projecting) => {
    const order = randomUUID()
    const raw = sentStatus("submitted", { order })
    await storeWebhook(raw)
    const repeat = readDelivery({ source: "webhook", raw, receivedAt: Date.now(), verified: false, headers: {} }, false)
    const waiting = () =>
      db.$queryRaw<object[]>`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`
    const patient = { maxWait: 10_000, timeout: 20_000 }
    let kept: ReturnType<typeof keepWithin> | null = null
    await deleteOrderData(db, order, async () => {
      kept = intakeDb().$transaction((tx) => keepWithin(tx, [repeat], { projecting, limited: false, attempt: null }), patient)
      await expect.poll(waiting, { timeout: 10_000, interval: 20 }).toHaveLength(1)
    })
    expect(await kept).toMatchObject([{ result: "stored" }])
    expect(await db.$queryRaw`SELECT order_id::text AS id FROM event_orders WHERE order_id = ${order}::uuid`).toEqual([{ id: order }])
    await projectLeftOver(db)
    expect((await rebuildOrders(db)).differed).toBe(0)
    expect(await db.$queryRaw`SELECT status_value FROM orders WHERE id = ${order}::uuid`).toEqual([{ status_value: "submitted" }])
  },
)
