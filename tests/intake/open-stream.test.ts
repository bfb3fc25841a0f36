import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { closeDb } from "#lib/db/client.ts"
import { announce } from "#lib/env.ts"
import { stopListening } from "#lib/live/listener.ts"
import { openStream } from "#lib/live/stream.ts"
import { createDatabase } from "../support/database.ts"

let sql: pg.Client
beforeAll(async () => {
  const url = await createDatabase()
  announce({ databaseUrl: url })
  sql = new pg.Client({ connectionString: url })
  await sql.connect()
})
afterAll(async () => {
  await stopListening()
  await sql.end()
  await closeDb()
})

test("a reader that does not read is let go, and keeps no more waiting than a bounded number of messages", async () => {
  const reader = (await openStream(null, async () => true, new AbortController().signal)).getReader()
  await reader.read()
  // Changes within a tenth of a second go out together, as two messages.
  for (let change = 0; change < 60; change++) {
    await sql.query("SELECT pg_notify('portline', $1)", [randomUUID()])
    await sleep(150)
  }
  let unread = 0
  while (!(await reader.read()).done) unread++
  expect(unread).toBeGreaterThan(90)
  expect(unread).toBeLessThan(110)
}, 30_000)
