import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { closeDb, type Db, openDb } from "#lib/db/client.ts"
import { announce } from "#lib/env.ts"
import { addSample } from "#lib/intake/add-sample.ts"
import { deleteOrderData } from "#lib/intake/delete-order.ts"
import type { Outcome } from "#lib/intake/outcome.ts"
import { pruneBodies } from "#lib/intake/prune-bodies.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { receiveWebhook } from "#lib/intake/receive-webhook.ts"
import { createDatabase } from "../support/database.ts"
import { sentComment, sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"

let db: Db
const CUTOFF = new Date("2026-06-01T00:00:00Z")
const OLD = "2026-05-01T00:00:00Z"

beforeAll(async () => {
  const url = await createDatabase()
  announce({ databaseUrl: url })
  db = openDb(url, { max: 3, queryTimeoutMs: 30_000 })
})
afterAll(async () => {
  await db.$disconnect()
  await closeDb()
})

const take = (raw: Buffer): Promise<Outcome> =>
  receiveWebhook({ method: "POST", header: () => null, read: async () => ({ ok: true, bytes: raw }) })
const prune = () => pruneBodies(db, CUTOFF, new AbortController().signal)
/** Everything that is kept now came long ago. */
async function age(...orders: readonly string[]): Promise<void> {
  await db.$executeRaw`UPDATE events SET received_at = ${OLD}::timestamptz WHERE order_ids && ${orders}::uuid[]`
}

async function projection(...orders: readonly string[]): Promise<unknown> {
  return Promise.all([
    db.$queryRaw`SELECT to_jsonb(o) - 'updated_at' AS row FROM orders o WHERE id = ANY(${orders}::uuid[]) ORDER BY id`,
    db.$queryRaw`SELECT to_jsonb(c) AS row FROM comments c WHERE order_id = ANY(${orders}::uuid[]) ORDER BY order_id, comment_key`,
    db.$queryRaw`SELECT to_jsonb(s) AS row FROM split_members s WHERE from_id = ANY(${orders}::uuid[]) ORDER BY from_id, to_id, member`,
  ])
}

async function keptBodies(order: string): Promise<number> {
  const [row] = await db.$queryRaw<{ bodies: number }[]>`
    SELECT count(*)::int AS bodies FROM events WHERE ${order}::uuid = ANY(order_ids) AND raw <> ''`
  return row?.bodies ?? 0
}
const statusOf = async (order: string): Promise<string | null> =>
  (await db.$queryRaw<{ status_value: string | null }[]>`SELECT status_value FROM orders WHERE id = ${order}::uuid`)[0]?.status_value ??
  null

const T = (second: number): string => `2026-04-01T10:00:${String(second).padStart(2, "0")}Z`

/** An order with every kind of event, and the one that a number of it was split to. */
async function family(): Promise<[string, string]> {
  const [order, child] = [randomUUID(), randomUUID()]
  const about = (second: number) => ({ order, at: T(second) })
  for (const body of [
    sentStatus("submitted", about(1)),
    sentStatus("exception", { ...about(2), codes: ["OTHER"] }),
    sentMessaging("pending", about(3)),
    sentComment({ body: "words of a customer", inserted_at: T(4) }, about(4)),
    sentSplit(order, child, { at: T(5), numbers: ["n1", "n2"] }),
    sentStatus("exception", { order: child, at: T(6), codes: ["PASSCODE_PIN_INVALID"] }),
  ])
    expect(await take(body)).toMatchObject({ result: "stored" })
  return [order, child]
}

describe("bodies of an age", () => {
  test("go, and the order stays what it was, before and after it is worked out again", async () => {
    const [order, child] = await family()
    await age(order, child)
    const before = await projection(order, child)
    expect(await prune()).toEqual({ bodies: 6, orders: 2, quarantined: 0, penned: 0 })
    expect(await projection(order, child)).toEqual(before)
    expect((await rebuildOrders(db)).differed).toBe(0)
    expect(await prune()).toEqual({ bodies: 0, orders: 0, quarantined: 0, penned: 0 })
    await db.$executeRaw`DELETE FROM orders WHERE id = ${order}::uuid`
    await db.$executeRaw`DELETE FROM comments WHERE order_id = ${order}::uuid`
    await db.$executeRaw`DELETE FROM split_members WHERE from_id = ${order}::uuid`
    expect((await rebuildOrders(db)).differed).toBe(1)
    expect(await projection(order, child)).toEqual(before)
  })

  test("stay while anything newer has come for an order that they touch", async () => {
    const [order, child] = await family()
    await age(order, child)
    await take(sentComment({ body: "new" }, { order: child, at: T(30) }))
    expect(await prune()).toMatchObject({ bodies: 4, orders: 1 })
    expect([await keptBodies(order), await keptBodies(child)]).toEqual([1, 3])
    expect((await rebuildOrders(db)).differed).toBe(0)
  })

  test("of a sample stay: it can be taken out again", async () => {
    await addSample(db)
    await db.$executeRaw`UPDATE events SET received_at = ${OLD}::timestamptz WHERE source = 'sample'`
    expect(await prune()).toMatchObject({ bodies: 0 })
  })

  test("that nobody understood, or that are in the pen, go as a whole", async () => {
    await take(Buffer.from("no JSON"))
    await db.$executeRaw`UPDATE events SET received_at = ${OLD}::timestamptz WHERE state = 'quarantined'`
    await db.$executeRaw`
      INSERT INTO penned (hash, key, raw, reason, headers, headers_at, encoded, worth, keys_print, received_at, deliveries)
      VALUES ('\\x01', 'k', '\\x02', 'r', '{}', now(), false, 0, '', ${OLD}::timestamptz, 1)`
    expect(await prune()).toEqual({ bodies: 0, orders: 0, quarantined: 1, penned: 1 })
    expect(await db.$queryRaw`SELECT 1 FROM deliveries d WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.key = d.event_key)`).toEqual([])
  })

  test("of an order with more than go at once are all sealed, in whatever order they came", async () => {
    const order = randomUUID()
    const bodies = Array.from({ length: 150 }, (_, index) =>
      sentStatus(index < 149 ? "in-process" : "ported", {
        order,
        at: `2026-04-01T10:${String(index % 60).padStart(2, "0")}:${index < 60 ? "00" : "01"}Z`,
      }),
    )
    await Promise.all(bodies.toReversed().map(take))
    await age(order)
    const before = await projection(order)
    expect(await prune()).toMatchObject({ bodies: 150, orders: 1 })
    expect((await rebuildOrders(db)).differed).toBe(0)
    expect(await projection(order)).toEqual(before)
  })
})

describe("a sealed order", () => {
  async function sealedFamily(): Promise<[string, string]> {
    const [order, child] = await family()
    await age(order, child)
    await prune()
    return [order, child]
  }

  test("goes on from what it was when something new comes", async () => {
    const [order] = await sealedFamily()
    await take(sentStatus("foc-date-confirmed", { order, at: T(40) }))
    expect(await statusOf(order)).toBe("foc-date-confirmed")
    expect((await rebuildOrders(db)).differed).toBe(0)
    await age(order)
    expect(await prune()).toMatchObject({ bodies: 1, orders: 0 })
    await take(sentDeleted({ order, at: T(50) }))
    expect((await rebuildOrders(db)).differed).toBe(0)
  })

  test("believes what comes late where nothing newer told of that, and nothing else", async () => {
    const [order] = await sealedFamily()
    // After the last status and before the split, which was the last of all.
    await take(sentStatus("ported", { order, at: T(4) }))
    expect(await statusOf(order)).toBe("ported")
    await take(sentStatus("draft", { order, at: T(0) }))
    await take(sentMessaging("not_applicable", { order, at: T(0) }))
    const [row] = await db.$queryRaw<{ status_value: string; messaging_status: string }[]>`
      SELECT status_value, messaging_status FROM orders WHERE id = ${order}::uuid`
    expect(row).toEqual({ status_value: "ported", messaging_status: "pending" })
    expect((await rebuildOrders(db)).differed).toBe(0)
  })

  test("knows an event again whose body is deleted", async () => {
    const order = randomUUID()
    const body = sentStatus("submitted", { order, at: T(1) })
    await take(body)
    await age(order)
    await prune()
    expect(await take(body)).toMatchObject({ result: "duplicate" })
    expect([await keptBodies(order), await statusOf(order)]).toEqual([0, "submitted"])
  })

  test("goes for good when its data is deleted, out of others' seals, too", async () => {
    const [order, child] = await sealedFamily()
    await deleteOrderData(db, child, async () => {})
    expect(await db.$queryRaw`SELECT 1 FROM seals WHERE content LIKE ${`%${child}%`} OR order_id = ${child}::uuid`).toEqual([])
    expect(await db.$queryRaw`SELECT 1 FROM split_members WHERE from_id = ${order}::uuid`).toEqual([])
    expect((await rebuildOrders(db)).differed).toBe(0)
    await deleteOrderData(db, order, async () => {})
    expect(await db.$queryRaw`SELECT 1 FROM seals WHERE order_id = ${order}::uuid`).toEqual([])
    expect(await statusOf(order)).toBe(null)
  })

  test("loses nothing that comes while it is being sealed", async () => {
    const orders = Array.from({ length: 20 }, () => randomUUID())
    for (const order of orders) for (let second = 0; second < 5; second++) await take(sentStatus("submitted", { order, at: T(second) }))
    await age(...orders)
    const arriving = Promise.all(
      orders.flatMap((order) => [sentStatus("ported", { order, at: T(30) }), sentComment({}, { order, at: T(2) })]).map(take),
    )
    await Promise.all([prune(), prune(), arriving])
    expect(new Set(await Promise.all(orders.map(statusOf)))).toEqual(new Set(["ported"]))
    expect((await rebuildOrders(db)).differed).toBe(0)
  })
})
