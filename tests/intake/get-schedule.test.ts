import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import type { Db } from "#lib/db/client.ts"
import { getSchedule } from "#lib/queries/get-schedule.ts"
import { withIntakeDatabase } from "../support/intake-database.ts"
import { sentStatus } from "../support/sent.ts"
import { takeWebhook } from "../support/take-webhook.ts"

let db: Db

withIntakeDatabase(1, (made) => {
  db = made
})

/** Attempts of one event, each as many seconds after noon as said. Gives its key. */
async function came(attempts: Readonly<Record<number, number>>): Promise<string> {
  const [order, id] = [randomUUID(), randomUUID()]
  let key = ""
  for (const [attempt, seconds] of Object.entries(attempts)) {
    const raw = sentStatus("draft", { order, id, attempt: Number(attempt) })
    const outcome = await takeWebhook(raw)
    key = "event" in outcome ? outcome.event : ""
    await db.$executeRaw`
      UPDATE deliveries SET received_at = '2026-01-01T12:00:00Z'::timestamptz + make_interval(secs => ${seconds}::float8)
      WHERE event_key = ${key} AND attempt = ${Number(attempt)}`
  }
  return key
}

const schedule = async () => getSchedule(LOCAL_VIEWER)

test("says that nothing was seen while nothing came, or came once only", async () => {
  const nothing = { retried: 0, first_missed: 0, longest: null, waits: [] }
  expect(await schedule()).toEqual(nothing)
  await came({ 1: 0 })
  expect(await schedule()).toEqual(nothing)
})

test("measures waits between attempts that follow each other, and the longest run seen whole", async () => {
  await came({ 1: 0, 2: 5 })
  const whole = await came({ 1: 0, 2: 7, 3: 41 })
  await came({ 2: 3, 3: 33 })
  await came({ 1: 0, 4: 900 })
  expect(await schedule()).toEqual({
    retried: 4,
    first_missed: 1,
    longest: { event: whole, attempts: 3, seconds: 41 },
    waits: [
      { attempt: 2, seen: 2, median_seconds: 6, most_seconds: 7 },
      { attempt: 3, seen: 2, median_seconds: 32, most_seconds: 34 },
    ],
  })
})
