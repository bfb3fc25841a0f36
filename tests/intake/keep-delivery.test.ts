import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { closeDb, meetDatabase, openDb } from "#lib/db/client.ts"
import { currentOutage } from "#lib/db/outage.ts"
import { announce } from "#lib/env.ts"
import { drainSpool, stopDraining } from "#lib/intake/drain-spool.ts"
import { keep } from "#lib/intake/keep-delivery.ts"
import type { Outcome } from "#lib/intake/outcome.ts"
import { readDelivery } from "#lib/intake/read-delivery.ts"
import { log } from "#lib/log.ts"
import { createDatabase } from "../support/database.ts"
import { sentSplit, sentStatus } from "../support/sent.ts"

const HOUR_MS = 3_600_000

let sql: pg.Client
let url: string

const keepNow = (raw: Buffer): Promise<Outcome> =>
  keep(readDelivery({ source: "webhook", raw, receivedAt: Date.now(), verified: false, headers: {} }, false), () => null)

/** What becomes of a webhook whose arrival was noted by a clock that has been set since. */
function keepReceivedAt(receivedAt: number): Promise<Outcome> {
  const receipt = readDelivery({ source: "webhook", raw: sentStatus("submitted"), receivedAt, verified: false, headers: {} }, false)
  return keep(receipt, () => null)
}

const countEvents = async (): Promise<number> => (await sql.query("SELECT 1 FROM events")).rows.length

beforeAll(async () => {
  url = await createDatabase()
  announce({ databaseUrl: url })
  await meetDatabase()
  sql = new pg.Client({ connectionString: url })
  await sql.connect()
})
afterAll(async () => {
  await stopDraining()
  await sql.end()
  await closeDb()
})

test("a clock that was set forward costs a webhook none of the database's time", async () => {
  const kept = async (): Promise<Outcome> => {
    await drainSpool()
    return keepReceivedAt(Date.now() - HOUR_MS)
  }
  // A machine that is busy elsewhere may miss what the database has at least, but not always.
  await expect.poll(kept, { timeout: 20_000 }).toMatchObject({ result: "stored" })
})

test("a clock that was set back does not make a webhook wait for a database that does not answer", async () => {
  const before = await countEvents()
  await sql.query("BEGIN; LOCK TABLE events")
  const outcome = await keepReceivedAt(Date.now() + HOUR_MS)
  await sql.query("COMMIT")
  expect(outcome).toMatchObject({ result: "spooled" })
  await drainSpool()
  expect(await countEvents()).toBe(before + 1)
})

// Again where the machine itself stood still for half a second: that is an outage.
test("what takes too long behind rows that somebody holds goes to disk alone: the others are stored, and no outage is told", {
  retry: 2,
}, async () => {
  await sql.query("ROLLBACK")
  vi.restoreAllMocks()
  await drainSpool()
  await expect.poll(currentOutage, { timeout: 10_000 }).toBeNull()
  const [held, other] = [randomUUID(), randomUUID()]
  const again = sentStatus("submitted", { order: held })
  const first = await keepNow(again)
  await sql.query("BEGIN")
  await sql.query("UPDATE events SET verified = verified WHERE key = $1", [first.kind === "kept" ? first.event : ""])
  await sql.query("SELECT 1 FROM orders WHERE id = $1 FOR UPDATE", [held])
  const told = vi.spyOn(log, "error").mockReturnValue()
  expect(await keepNow(again)).toMatchObject({ result: "spooled" })
  // One after the other, so that each has a batch of its own, and few are late at one time.
  const others = Array.from({ length: 6 }, async (_, each) => {
    await sleep(each * 600)
    return keepNow(sentStatus("exception", { order: held }))
  })
  for (const outcome of await Promise.all(others)) expect(outcome).toMatchObject({ result: "spooled" })
  // By now the drain has met the rows, too.
  await sleep(3_000)
  expect([told.mock.calls, currentOutage()]).toEqual([[], null])
  told.mockRestore()
  expect(await keepNow(sentStatus("submitted", { order: other }))).toMatchObject({ result: "stored" })
  await sql.query("COMMIT")
  await drainSpool()
  const found = async (): Promise<string[]> => {
    const { rows } = await sql.query<{ status_value: string; deliveries: number }>(
      "SELECT o.status_value, e.deliveries FROM orders o JOIN event_orders eo ON eo.order_id = o.id JOIN events e ON e.key = eo.event_key WHERE o.id = $1 ORDER BY 2",
      [held],
    )
    return rows.map(({ status_value, deliveries }) => `${status_value} ${deliveries}`)
  }
  // What was kept while the order's own row was held is added up soon after.
  await expect.poll(found, { timeout: 10_000 }).toEqual([...Array(6).fill("exception 1"), "exception 2"])
})

test("many that are late at one time go to disk as in an outage, which ends by itself", async () => {
  const told = vi.spyOn(log, "error").mockReturnValue()
  const [held, before] = [randomUUID(), await countEvents()]
  await keepNow(sentStatus("submitted", { order: held }))
  await sql.query("BEGIN")
  await sql.query("SELECT 1 FROM orders WHERE id = $1 FOR UPDATE", [held])
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => keepNow(sentStatus("exception", { order: held }))))
  expect(new Set(outcomes.map((outcome) => outcome.kind === "kept" && outcome.result))).toEqual(new Set(["spooled"]))
  await expect.poll(currentOutage, { timeout: 5_000, interval: 20 }).not.toBeNull()
  await sql.query("COMMIT")
  await expect.poll(currentOutage, { timeout: 10_000, interval: 20 }).toBeNull()
  await expect.poll(countEvents, { timeout: 10_000 }).toBe(before + 9)
  told.mockRestore()
})

test.each(["deliveries", "split_members", "reused_ids"])(
  "where the table of %s is locked, an outage is told, and ends by itself",
  async (table) => {
    const told = vi.spyOn(log, "error").mockReturnValue()
    const before = await countEvents()
    await sql.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`)
    const outcome = await keepNow(sentSplit(randomUUID(), randomUUID()))
    expect(outcome).toMatchObject({ result: "spooled" })
    await expect.poll(currentOutage, { timeout: 5_000, interval: 20 }).not.toBeNull()
    await sql.query("COMMIT")
    await expect.poll(currentOutage, { timeout: 10_000, interval: 20 }).toBeNull()
    await expect.poll(countEvents, { timeout: 10_000 }).toBe(before + 1)
    told.mockRestore()
  },
)

test("a process that stands still within a transaction holds what it has locked for seconds, not for good", async () => {
  const db = openDb(url, { max: 1, queryTimeoutMs: 500 })
  const order = randomUUID()
  await keepNow(sentStatus("submitted", { order }))
  const frozen = db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM orders WHERE id = ${order}::uuid FOR UPDATE`
      await sleep(5_000)
    },
    { timeout: 60_000 },
  )
  const ended = frozen.then(
    () => false,
    () => true,
  )
  await expect
    .poll(async () => (await sql.query("SELECT 1 FROM orders WHERE id = $1 FOR UPDATE SKIP LOCKED", [order])).rows.length, {
      timeout: 4_000,
    })
    .toBe(1)
  expect(await ended).toBe(true)
  await db.$disconnect()
})
