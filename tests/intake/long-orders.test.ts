import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import { getStatusHistory } from "#lib/queries/get-status-history.ts"
import { newestComments } from "#lib/queries/list-comments.ts"
import { withIntakeDatabase } from "../support/intake-database.ts"
import { sentComment, sentDeleted, sentMessaging, sentStatus } from "../support/sent.ts"
import { storeWebhook } from "../support/take-webhook.ts"

withIntakeDatabase(1, () => {})

const at = (minute: number): string => `2024-05-01T10:${String(minute).padStart(2, "0")}:00Z`

test("a history tells every value and its codes, known or not, and without details the values alone", async () => {
  const order = randomUUID()
  const bodies = [
    sentStatus("draft", { order, at: at(0) }),
    sentStatus("exception", { order, at: at(1), codes: ["OTHER", "FOO (BAR)"] }),
    sentStatus("on hold (again)", { order, at: at(2), codes: ["OTHER"] }),
    sentMessaging("pending", { order, at: at(3) }),
    sentMessaging("odd", { order, at: at(4) }),
    sentDeleted({ order, at: at(5) }),
  ]
  for (const body of bodies) await storeWebhook(body)
  const { statuses, messaging, claims, isCut } = await getStatusHistory(LOCAL_VIEWER, order)
  expect(statuses.map(({ value, details }) => [value, ...details.map(({ code }) => code)])).toEqual([
    ["draft"],
    ["exception", "OTHER", "FOO (BAR)"],
    ["on hold (again)", "OTHER"],
  ])
  expect(messaging.map(({ value }) => value)).toEqual(["pending", "odd"])
  expect(claims.map(({ kind, value }) => [kind, value])).toEqual([
    ["status", "draft"],
    ["status", "exception"],
    ["status", "on hold (again)"],
    ["deleted", null],
  ])
  expect(isCut).toBe(false)
  const plain = await getStatusHistory(LOCAL_VIEWER, order, { details: false })
  expect(plain.statuses.map(({ value, details }) => [value, details.length])).toEqual([
    ["draft", 0],
    ["exception", 0],
    ["on hold (again) (OTHER)", 0],
  ])
})

test("of exceptions that say megabytes the newest are read with their codes, and it is said that older ones are not", async () => {
  const order = randomUUID()
  const details = [{ code: "OTHER", description: "x".repeat(900_000) }]
  for (let round = 0; round < 24; round++) {
    const value = round % 2 ? "exception" : "submitted"
    await storeWebhook(sentStatus(value, { order, at: at(round), more: { status: { value, details: round % 2 ? details : [] } } }))
  }
  const { statuses, isCut } = await getStatusHistory(LOCAL_VIEWER, order)
  expect([statuses.length, isCut]).toEqual([24, true])
  const exceptions = statuses.filter(({ value }) => value === "exception")
  expect(exceptions.map((told) => told.details.length)).toEqual([0, 0, ...Array(10).fill(1)])
})

test("of comments of megabytes a page has the newest", async () => {
  const order = randomUUID()
  for (let index = 0; index < 6; index++)
    await storeWebhook(sentComment({ id: `c${index}`, body: "x".repeat(300_000), inserted_at: at(index) }, { order, at: at(index) }))
  const comments = await newestComments(LOCAL_VIEWER, order, 200)
  expect(comments.map(({ id }) => id)).toEqual(["c2", "c3", "c4", "c5"])
  expect((await newestComments(LOCAL_VIEWER, order, 2)).map(({ id }) => id)).toEqual(["c4", "c5"])
})
