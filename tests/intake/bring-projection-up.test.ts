import { expect, test } from "vitest"
import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import type { Db } from "#lib/db/client.ts"
import { bringProjectionUp } from "#lib/intake/bring-projection-up.ts"
import { getCatchingUp } from "#lib/queries/get-catching-up.ts"
import { withIntakeDatabase } from "../support/intake-database.ts"
import { sentStatus } from "../support/sent.ts"
import { storeWebhook } from "../support/take-webhook.ts"

let db: Db

withIntakeDatabase(1, (made) => {
  db = made
})

test("orders that an older version wrote are written anew once, and until then the screens can say so", async () => {
  const raw = sentStatus("exception", { codes: ["OTHER"] })
  await storeWebhook(raw)
  await db.$executeRaw`UPDATE orders SET attention_court = 'none', attention_needs = false, due_at = NULL, watch_from = NULL`
  expect(await getCatchingUp(LOCAL_VIEWER)).toBe(true)
  expect(await bringProjectionUp(db)).toBe(1)
  expect(await getCatchingUp(LOCAL_VIEWER)).toBe(false)
  expect(await bringProjectionUp(db)).toBe(0)
  expect(await db.$queryRaw`SELECT attention_court, attention_needs, due_at IS NOT NULL AS dated FROM orders`).toEqual([
    { attention_court: "you", attention_needs: true, dated: true },
  ])
})
