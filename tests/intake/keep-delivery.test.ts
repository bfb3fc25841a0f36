import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { closeDb, meetDatabase } from "#lib/db/client.ts"
import { announce } from "#lib/env.ts"
import { drainSpool, stopDraining } from "#lib/intake/drain-spool.ts"
import { keep } from "#lib/intake/keep-delivery.ts"
import type { Outcome } from "#lib/intake/outcome.ts"
import { readDelivery } from "#lib/intake/read-delivery.ts"
import { createDatabase } from "../support/database.ts"
import { sentStatus } from "../support/sent.ts"

const HOUR_MS = 3_600_000

let sql: pg.Client

/** What becomes of a webhook whose arrival was noted by a clock that has been set since. */
function keepReceivedAt(receivedAt: number): Promise<Outcome> {
  const receipt = readDelivery({ source: "webhook", raw: sentStatus("submitted"), receivedAt, verified: false, headers: {} }, false)
  return keep(receipt, () => null)
}

const countEvents = async (): Promise<number> => (await sql.query("SELECT 1 FROM events")).rows.length

beforeAll(async () => {
  const url = await createDatabase()
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
