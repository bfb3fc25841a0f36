import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import { closeDb } from "#lib/db/client.ts"
import { announce } from "#lib/env.ts"
import { findPlace, searchOrders } from "#lib/queries/search-orders.ts"
import { createDatabase } from "../support/database.ts"
import { sentStatus } from "../support/sent.ts"
import { storeWebhook } from "../support/take-webhook.ts"

const COMMON = 201

async function sendOrder(support_key: string, customer_reference: string): Promise<void> {
  await storeWebhook(sentStatus("submitted", { order: randomUUID(), more: { support_key, customer_reference } }))
}

beforeAll(async () => {
  announce({ databaseUrl: await createDatabase() })
  await sendOrder("sr_4733cd", "Harborline Freight #1662")
  await sendOrder("sr_4733ff", "Harborline Freight #1663")
  await sendOrder("sr_51aa01", "Zephyr Dental, Unit 9")
  for (let at = 0; at < COMMON; at += 1) await sendOrder(`sr_c0${String(at).padStart(4, "0")}`, `Commonplace Ltd ${at}`)
})
afterAll(closeDb)

const place = async (text: string): Promise<string> => decodeURIComponent((await findPlace(LOCAL_VIEWER, text)).href).replaceAll("+", " ")

test.each([
  ["a key without what stands before it", "4733cd"],
  ["a key with a blank for its underscore", "sr 4733cd"],
  ["a key in pieces and capitals", "SR-47 33 CD"],
  ["the end of a reference that one order has", "#1662"],
  ["the beginning of a key that one order has", "sr_4733c"],
  ["words of a reference that do not stand together", "harborline freight 1662"],
  ["the same words in another order", "1662 harborline"],
])("%s opens the order", async (_what, text) => {
  expect(await place(text)).toBe("/orders/sr_4733cd")
  const { opens, orders } = await searchOrders(LOCAL_VIEWER, text)
  expect({ opens, keys: orders.map(({ support_key }) => support_key) }).toEqual({ opens: "order", keys: ["sr_4733cd"] })
})

test.each([
  ["a text that several references hold", "harborline", "/orders?q=harborline"],
  ["a text that none holds", "nobody at all", "/orders?q=nobody at all"],
  ["words that several orders hold", "freight harborline", "/orders?any_key="],
  ["a word that many orders have beside one that none has", "commonplace nowhere", "/orders?q=commonplace nowhere"],
])("%s leads to a list", async (_what, text, list) => expect(await place(text)).toContain(list))

test("words of which the longest is common are found by another", async () => {
  expect(await place("commonplace 17")).toBe("/orders?q=commonplace 17")
  expect(await place("commonplace sr_c00017")).toBe("/orders/sr_c00017")
})
