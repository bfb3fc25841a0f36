import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { closeDb, type Db, openDb } from "#lib/db/client.ts"
import { announce } from "#lib/env.ts"
import { BODY_BYTES_AT_ONCE } from "#lib/intake/load-order-logs.ts"
import { mendOrders, rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { queryRows } from "../support/backups.ts"
import { runCommand } from "../support/commands.ts"
import { createDatabase } from "../support/database.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { sentComment, sentStatus } from "../support/sent.ts"
import { storeWebhook } from "../support/take-webhook.ts"

let db: Db

beforeAll(async () => {
  const url = await createDatabase()
  announce({ databaseUrl: url })
  db = openDb(url, { max: 1, queryTimeoutMs: 30_000 })
  for (const number of ALL_FIXTURES) await storeWebhook(fixture(number))
  await storeWebhook(sentComment({ body: "one" }))
})
afterAll(async () => {
  await db.$disconnect()
  await closeDb()
})

/** All that the events add up to, in one text; when a row was written is no part of it. */
async function projection(): Promise<string> {
  const rows = await Promise.all([
    db.$queryRaw`SELECT to_jsonb(o) - 'updated_at' AS row FROM orders o ORDER BY id`,
    db.$queryRaw`SELECT to_jsonb(c) AS row FROM comments c ORDER BY order_id, comment_key`,
    db.$queryRaw`SELECT to_jsonb(s) AS row FROM split_members s ORDER BY from_id, to_id, member`,
  ])
  return JSON.stringify(rows)
}

test("row 60: the same orders come of the same events, however often they are worked out", async () => {
  expect(await rebuildOrders(db)).toEqual({ orders: 8, differed: 0 })
  const before = await projection()
  await db.$executeRaw`TRUNCATE orders, comments, split_members CASCADE`
  expect((await rebuildOrders(db)).orders).toBe(8)
  expect(await projection()).toBe(before)
})

test.each([
  ["a status", "UPDATE orders SET status_value = 'submitted' WHERE support_key = 'sr_98f022'"],
  ["a court", "UPDATE orders SET court = 'you' WHERE support_key = 'sr_98f022'"],
  ["a comment's words", "UPDATE comments SET body = 'forged'"],
  ["a comment gone", "DELETE FROM comments WHERE order_id = (SELECT min(order_id::text)::uuid FROM comments)"],
  [
    "an edge too many",
    "INSERT INTO split_members SELECT from_id, to_id, 'forged', first_at, first_text, last_at, last_text FROM split_members",
  ],
  ["an order's row gone", "DELETE FROM orders WHERE support_key = 'sr_98f022'"],
])("mends and counts %s that somebody changed behind its back", async (_what, statement) => {
  await db.$executeRawUnsafe(statement)
  expect((await rebuildOrders(db)).differed).toBeGreaterThanOrEqual(1)
  expect(await rebuildOrders(db)).toEqual({ orders: 8, differed: 0 })
})

test("an order of more bodies than are read at once is worked out from all of them", async () => {
  const order = "0b0d1e5e-0000-4000-8000-000000000001"
  const at = (minute: number): string => `2024-05-01T10:${String(minute).padStart(2, "0")}:00Z`
  const body = "words ".repeat(Math.floor(BODY_BYTES_AT_ONCE / 6 / 6))
  for (let minute = 0; minute < 12; minute++) {
    await storeWebhook(sentComment({ id: `c${minute}`, body: `${minute} ${body}` }, { order, at: at(2 * minute) }))
    await storeWebhook(sentStatus(minute % 2 ? "exception" : "submitted", { order, at: at(2 * minute + 1), codes: [`CODE_${minute}`] }))
  }
  // Late, between the last two: all is read again.
  await storeWebhook(sentStatus("foc-date-confirmed", { order, at: at(22) }))
  const before = await projection()
  expect(await rebuildOrders(db)).toEqual({ orders: 9, differed: 0 })
  await db.$executeRaw`UPDATE comments SET body = body || '.' WHERE order_id = ${order}::uuid AND comment_id = 'c7'`
  await db.$executeRaw`UPDATE orders SET status_value = 'draft' WHERE id = ${order}::uuid`
  expect(await rebuildOrders(db)).toEqual({ orders: 9, differed: 1 })
  expect(await projection()).toBe(before)
})

test("an order that was deleted before it could be locked does not come back", async () => {
  const gone = randomUUID()
  await db.$transaction((tx) => mendOrders(tx, [gone]))
  expect(await db.$queryRaw`SELECT 1 FROM orders WHERE id = ${gone}::uuid`).toEqual([])
})

test("counts that cannot be compared are told of, and the orders all the same", async () => {
  const DATABASE_URL = await createDatabase()
  await queryRows(DATABASE_URL, "ALTER TABLE order_clocks RENAME TO gone")
  const { code, output } = await runCommand("rebuild", [], { DATABASE_URL })
  expect(code).toBe(1)
  expect(output).toContain("rebuild: 0 orders, 0 differed\n")
  expect(output).toContain("rebuild: the counts could not be compared with what they count")
})
