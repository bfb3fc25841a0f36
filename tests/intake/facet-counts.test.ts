import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import { closeDb, type Db, openDb } from "#lib/db/client.ts"
import { withCodes } from "#lib/db/order-facets.ts"
import { sumCounts } from "#lib/db/sum-counts.ts"
import { announce } from "#lib/env.ts"
import { deleteOrderData } from "#lib/intake/delete-order.ts"
import { mendCounts } from "#lib/intake/mend-counts.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { STATUSES } from "#lib/porting/status.ts"
import { getFacets } from "#lib/queries/get-facets.ts"
import { getInbox } from "#lib/queries/get-inbox.ts"
import { createDatabase } from "../support/database.ts"
import { sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"
import { storeWebhook } from "../support/take-webhook.ts"

let db: Db
const orders = Array.from({ length: 60 }, () => randomUUID())

beforeAll(async () => {
  const url = await createDatabase()
  announce({ databaseUrl: url })
  db = openDb(url, { max: 4, queryTimeoutMs: 30_000 })
})
afterAll(async () => {
  await db.$disconnect()
  await closeDb()
})

type Counted = { readonly facet: string; readonly told: string; readonly orders: number }

/** The counts that are kept, and the orders themselves, counted. */
async function both(): Promise<[Counted[], Counted[]]> {
  const kept = db.$queryRaw<Counted[]>`
    SELECT facet::text, concat_ws(' ', status_value, messaging_status, court, exception_codes::text, deleted, placeholder, split_in, split_out) AS told, sum(orders)::int AS orders
    FROM order_facets GROUP BY 1, 2 HAVING sum(orders) <> 0 ORDER BY 1, 2`
  const counted = db.$queryRaw<Counted[]>`
    SELECT facet::text, concat_ws(' ', status_value, messaging_status, court, exception_codes::text, deleted_at IS NOT NULL, placeholder, split_in, split_out) AS told, count(*)::int AS orders
    FROM orders GROUP BY 1, 2 ORDER BY 1, 2`
  return Promise.all([kept, counted])
}

/** How many orders that can need somebody have each clock, as `what` is counted over a table. */
function clocks(table: string, what: string): Promise<unknown[]> {
  return db.$queryRawUnsafe(
    `SELECT * FROM (SELECT facet::text, attention_court, attention_needs, ${what} FROM ${table} WHERE attention_court <> 'none' GROUP BY 1, 2, 3, 4, 5) AS t
     WHERE orders <> 0 ORDER BY 1, 2, 3, 4 NULLS FIRST, 5 NULLS FIRST`,
  )
}

async function expectRight(): Promise<void> {
  const [kept, counted] = await both()
  expect(kept).toEqual(counted)
  expect(await clocks("order_clocks", "due_day, watch_day, sum(orders)::int AS orders")).toEqual(
    await clocks("orders", "utc_day(due_at) AS due_day, utc_day(watch_from) AS watch_day, count(*)::int AS orders"),
  )
  const eventCounts = await db.$queryRaw<unknown[]>`
    SELECT * FROM (
      SELECT count_minute(minute) AS minute, sum(events)::int AS events, sum(received)::int AS received, sum(quarantined)::int AS quarantined FROM event_counts GROUP BY 1
    ) AS t WHERE events <> 0 OR received <> 0 OR quarantined <> 0 ORDER BY 1`
  expect(eventCounts).toEqual(
    await db.$queryRaw`
      SELECT count_minute(received_at) AS minute, count(*)::int AS events, sum(deliveries)::int AS received, count(*) FILTER (WHERE state = 'quarantined')::int AS quarantined
      FROM events GROUP BY 1 ORDER BY 1`,
  )
  const mismarked = await db.$queryRaw<unknown[]>`
    SELECT id FROM orders o WHERE split_in <> EXISTS (SELECT 1 FROM split_members m WHERE m.to_id = o.id)
      OR split_out <> EXISTS (SELECT 1 FROM split_members m WHERE m.from_id = o.id)`
  expect(mismarked).toEqual([])
  for (const code of ["CODE_0", "CODE_3", "CODE_4", "none has it"]) {
    const miscoded = await db.$queryRaw<unknown[]>`
      SELECT id FROM orders o WHERE (${await withCodes(db, [code])}) <> (${code} = ANY(o.exception_codes))`
    expect(miscoded).toEqual([])
  }
}

/** Changes of every kind, many at once and of few orders, so that they meet. */
async function churn(round: number): Promise<void> {
  const bodies = Array.from({ length: 250 }, (_, index) => {
    const order = orders[(index * 7 + round) % orders.length] ?? ""
    const about = { order, at: `2024-05-01T10:${String(index % 60).padStart(2, "0")}:${String(round % 60).padStart(2, "0")}Z` }
    if (index % 11 === 0) return sentMessaging(["pending", "ported", "exception"][index % 3], about)
    if (index % 13 === 0) return sentDeleted(about)
    if (index % 17 === 0) return sentSplit(order, randomUUID(), about)
    if (index % 29 === 0) return Buffer.from(`not JSON ${index % 58}`)
    return sentStatus(STATUSES[index % STATUSES.length], { ...about, codes: index % 9 === 3 ? [`CODE_${index % 5}`] : [] })
  })
  await Promise.all(bodies.map(storeWebhook))
}

test("the counts are those of the orders after whatever concurrent webhooks, sums, rebuilds and deletions", async () => {
  for (let round = 0; round < 3; round++) {
    await Promise.all([churn(round), sumCounts(db), sumCounts(db), sumCounts(db)])
    await expectRight()
  }
  expect((await both())[0].length).toBeGreaterThan(10)
  await db.$executeRaw`UPDATE orders SET status_value = 'forged', court = 'you' WHERE id = ANY(${orders.slice(0, 9)}::uuid[])`
  await expectRight()
  expect((await rebuildOrders(db)).differed).toBeGreaterThan(0)
  await expectRight()
  for (const order of orders.slice(0, 5)) await deleteOrderData(db, order, async () => {})
  await expectRight()
  await db.$executeRaw`DELETE FROM split_members WHERE from_id IN (SELECT from_id FROM split_members LIMIT 3)`
  await expectRight()
  await db.$executeRaw`TRUNCATE orders`
  await expectRight()
  await rebuildOrders(db)
  await expectRight()
})

test("they are summed up once many changes stand beside them", async () => {
  await db.$executeRaw`
    INSERT INTO order_facets
    SELECT facet, status_value, messaging_status, court, exception_codes, deleted, placeholder, split_in, split_out, CASE WHEN n % 2 = 0 THEN 1 ELSE -1 END
    FROM (SELECT * FROM order_facets LIMIT 1) AS f, generate_series(1, 6000) AS t(n)`
  const rows = async (): Promise<number> => (await db.$queryRaw<unknown[]>`SELECT 1 FROM order_facets`).length
  expect(await rows()).toBeGreaterThan(4_000)
  await sumCounts(db)
  expect(await rows()).toBeLessThan(500)
  await expectRight()
})

test("events are counted by the minute in which they came, and those of more than a day ago as one", async () => {
  const before = await getInbox(LOCAL_VIEWER)
  await Promise.all(["a", "b"].map((id) => storeWebhook(sentStatus("draft", { id: `of the day ${id}` }))))
  const [event] = await db.$queryRaw<{ key: string }[]>`SELECT key FROM events WHERE event_id = 'of the day a'`
  await db.$executeRaw`UPDATE events SET received_at = received_at - interval '2 days' WHERE key = ${event?.key}`
  await expectRight()
  const after = await getInbox(LOCAL_VIEWER)
  expect([after.all_time.new - before.all_time.new, after.last_24_h.new - before.last_24_h.new]).toEqual([2, 1])
  await db.$executeRaw`
    INSERT INTO event_counts (minute, events, received, quarantined)
    SELECT date_trunc('minute', now()) - interval '26 hours' - n * interval '1 minute', CASE WHEN n % 2 = 0 THEN 1 ELSE -1 END, 0, 0 FROM generate_series(1, 6000) AS t(n)`
  await expectRight()
  await sumCounts(db)
  expect(await db.$queryRaw`SELECT count(*)::int AS old FROM event_counts WHERE minute < now() - interval '26 hours'`).toEqual([{ old: 1 }])
  await expectRight()
  await db.$executeRaw`DELETE FROM events WHERE key = ${event?.key}`
  await expectRight()
})

test("a value of any length costs no webhook", async () => {
  const order = randomUUID()
  await storeWebhook(sentStatus("s".repeat(200_000), { order, codes: ["c".repeat(100_000)] }))
  expect(await db.$queryRaw`SELECT length(status_value) AS length FROM orders WHERE id = ${order}::uuid`).toEqual([{ length: 200_000 }])
  await expectRight()
})

test("counts and marks that somebody changed behind their back are mended, and counted once", async () => {
  expect(await mendCounts(db)).toBe(0)
  await db.$executeRaw`UPDATE order_facets SET orders = orders + 3 WHERE ctid = (SELECT min(ctid) FROM order_facets)`
  await db.$executeRaw`DELETE FROM order_clocks WHERE ctid = (SELECT min(ctid) FROM order_clocks)`
  await db.$executeRaw`INSERT INTO event_counts (minute, events, received, quarantined) VALUES ('-infinity', 1, 2, -1)`
  await db.$transaction([
    db.$executeRaw`SET LOCAL session_replication_role = replica`,
    db.$executeRaw`UPDATE orders SET split_out = NOT split_out WHERE id = (SELECT min(id::text)::uuid FROM orders)`,
  ])
  // Two that mend at once do not add it twice.
  const mended = await Promise.all([mendCounts(db), mendCounts(db)])
  expect(Math.max(...mended)).toBeGreaterThanOrEqual(4)
  await expectRight()
  const [{ wrong } = { wrong: -1 }] = await db.$queryRaw<{ wrong: number }[]>`
    SELECT count(*)::int AS wrong FROM orders o WHERE split_out <> EXISTS (SELECT 1 FROM split_members m WHERE m.from_id = o.id)`
  expect(wrong).toBe(0)
  expect(await mendCounts(db)).toBe(0)
})

test("orders on a cycle are told of the moment, although they are remembered", async () => {
  const cycles = async (): Promise<number> => (await getFacets(LOCAL_VIEWER, { placeholder: "true" })).split.cycle ?? 0
  const [before, one, other] = [await cycles(), randomUUID(), randomUUID()]
  await storeWebhook(sentSplit(one, other))
  expect(await cycles()).toBe(before)
  await storeWebhook(sentSplit(other, one))
  expect(await cycles()).toBe(before + 2)
  await sumCounts(db)
  expect(await cycles()).toBe(before + 2)
  await db.$executeRaw`DELETE FROM split_members WHERE from_id = ${other}::uuid`
  expect(await cycles()).toBe(before)
  await rebuildOrders(db)
  expect(await cycles()).toBe(before + 2)
  await db.$executeRaw`TRUNCATE split_members`
  expect(await cycles()).toBe(0)
})
