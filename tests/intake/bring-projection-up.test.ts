import { afterAll, beforeAll, expect, test } from "vitest"
import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import { closeDb, type Db, openDb } from "#lib/db/client.ts"
import { announce } from "#lib/env.ts"
import { bringProjectionUp } from "#lib/intake/bring-projection-up.ts"
import { getCatchingUp } from "#lib/queries/get-catching-up.ts"
import { createDatabase } from "../support/database.ts"
import { sentStatus } from "../support/sent.ts"
import { takeWebhook } from "../support/take-webhook.ts"

let db: Db

beforeAll(async () => {
  const url = await createDatabase()
  announce({ databaseUrl: url })
  db = openDb(url, { max: 1, queryTimeoutMs: 30_000 })
})
afterAll(async () => {
  await db.$disconnect()
  await closeDb()
})

test("orders that an older version wrote are written anew once, and until then the screens can say so", async () => {
  const raw = sentStatus("exception", { codes: ["OTHER"] })
  await takeWebhook(raw)
  await db.$executeRaw`UPDATE orders SET attention_court = 'none', attention_needs = false, due_at = NULL, watch_from = NULL`
  expect(await getCatchingUp(LOCAL_VIEWER)).toBe(true)
  expect(await bringProjectionUp(db)).toBe(1)
  expect(await getCatchingUp(LOCAL_VIEWER)).toBe(false)
  expect(await bringProjectionUp(db)).toBe(0)
  expect(await db.$queryRaw`SELECT attention_court, attention_needs, due_at IS NOT NULL AS dated FROM orders`).toEqual([
    { attention_court: "you", attention_needs: true, dated: true },
  ])
})
