import { randomUUID } from "node:crypto"
import pg from "pg"
import { describe, expect, test } from "vitest"
import type { Db } from "#lib/db/client.ts"
import { addSample } from "#lib/intake/add-sample.ts"
import { deleteOrderData } from "#lib/intake/delete-order.ts"
import { type Pruned, pruneBodies } from "#lib/intake/prune-bodies.ts"
import { readDelivery } from "#lib/intake/read-delivery.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { withIntakeDatabase } from "../support/intake-database.ts"
import { sentComment, sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"
import { storeWebhook, takeWebhook } from "../support/take-webhook.ts"

let db: Db
let url: string
const CUTOFF = new Date("2026-06-01T00:00:00Z")
const OLD = "2026-05-01T00:00:00Z"

withIntakeDatabase(3, (opened, address) => {
  url = address
  db = opened
})

async function prune(unread = true): Promise<Pruned> {
  const pruned = { bodies: 0, orders: 0, quarantined: 0, penned: 0 }
  await pruneBodies(db, { before: CUTOFF, unread, signal: new AbortController().signal }, pruned)
  return pruned
}
/** Resolves once somebody waits for a row that another holds. */
async function untilOneWaits(): Promise<void> {
  const waiting = (): Promise<object[]> =>
    db.$queryRaw`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`
  await expect.poll(async () => (await waiting()).length, { timeout: 10_000, interval: 20 }).toBe(1)
}
/** Everything that is kept now came long ago. */
async function age(...orders: readonly string[]): Promise<void> {
  await db.$executeRaw`UPDATE events SET received_at = ${OLD}::timestamptz WHERE order_ids && ${orders}::uuid[]`
}

async function projection(...orders: readonly string[]): Promise<unknown> {
  return Promise.all([
    db.$queryRaw`SELECT to_jsonb(o) - 'updated_at' AS row FROM orders o WHERE id = ANY(${orders}::uuid[]) ORDER BY id`,
    db.$queryRaw`SELECT to_jsonb(c) - 'sealed' AS row FROM comments c WHERE order_id = ANY(${orders}::uuid[]) ORDER BY order_id, comment_key`,
    db.$queryRaw`SELECT to_jsonb(s) - 'sealed' AS row FROM split_members s WHERE from_id = ANY(${orders}::uuid[]) ORDER BY from_id, to_id, member`,
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
    await storeWebhook(body)
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
    expect((await rebuildOrders(db)).differed).toBe(1)
    expect(await projection(order, child)).toEqual(before)
  })

  test("stay while anything newer has come for an order that they touch", async () => {
    const [order, child] = await family()
    await age(order, child)
    await storeWebhook(sentComment({ body: "new" }, { order: child, at: T(30) }))
    expect(await prune()).toMatchObject({ bodies: 4, orders: 1 })
    expect([await keptBodies(order), await keptBodies(child)]).toEqual([1, 3])
    expect((await rebuildOrders(db)).differed).toBe(0)
  })

  test("of a sample stay: it can be taken out again", async () => {
    await addSample(db)
    await db.$executeRaw`UPDATE events SET received_at = ${OLD}::timestamptz WHERE source = 'sample'`
    expect(await prune()).toMatchObject({ bodies: 0 })
  })

  test("stay behind one of status, messaging or deletion that has to stay: a seal says nothing of what came before it", async () => {
    const order = randomUUID()
    for (const second of [1, 2]) await storeWebhook(sentStatus("submitted", { order, at: T(second) }))
    await age(order)
    const source = (name: string): Promise<number> =>
      db.$executeRaw`UPDATE events SET source = ${name} WHERE occurred_text = ${T(1)} AND ${order}::uuid = ANY(order_ids)`
    await source("sample")
    expect(await prune()).toMatchObject({ bodies: 0 })
    await source("webhook")
    expect(await prune()).toMatchObject({ bodies: 2, orders: 1 })
  })

  test("that nobody understood, or that are in the pen, go as a whole, unless they come still or proved authentic", async () => {
    const quarantined = [Buffer.from("no JSON"), Buffer.from("neither is this")]
    for (const body of quarantined) await storeWebhook(body)
    await db.$executeRaw`UPDATE events SET received_at = ${OLD}::timestamptz WHERE state = 'quarantined'`
    await db.$executeRaw`UPDATE deliveries SET received_at = ${OLD}::timestamptz WHERE event_key IN (SELECT key FROM events WHERE state = 'quarantined')`
    await storeWebhook(quarantined[0] ?? Buffer.alloc(0))
    for (const [hash, lastAt, verifiedWith] of [
      ["\\x01", OLD, null],
      ["\\x02", new Date().toISOString(), null],
      ["\\x03", OLD, "key"],
    ])
      await db.$executeRaw`
        INSERT INTO penned (hash, key, raw, reason, headers, headers_at, encoded, worth, verified_with, keys_print, received_at, last_at, deliveries)
        VALUES (${hash}::bytea, ${hash}, '', 'r', '{}', ${OLD}::timestamptz, false, 0, ${verifiedWith}, '', ${OLD}::timestamptz, ${lastAt}::timestamptz, 1)`
    expect(await prune(false)).toMatchObject({ quarantined: 0, penned: 0 })
    expect(await prune()).toEqual({ bodies: 0, orders: 0, quarantined: 1, penned: 1 })
    expect(await db.$queryRaw`SELECT 1 FROM deliveries d WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.key = d.event_key)`).toEqual([])
    await db.$executeRaw`DELETE FROM penned`
  })

  test("in quarantine that come again at that very moment leave nothing behind that keeps them out", async () => {
    const body = Buffer.from("comes again while it goes")
    await storeWebhook(body)
    await db.$executeRaw`UPDATE events SET received_at = ${OLD}::timestamptz WHERE state = 'quarantined'`
    await db.$executeRaw`UPDATE deliveries SET received_at = ${OLD}::timestamptz WHERE event_key IN (SELECT key FROM events WHERE state = 'quarantined')`
    for (let round = 0; round < 5; round++) await Promise.all([prune(), takeWebhook(body), takeWebhook(body)])
    expect(await takeWebhook(body)).toMatchObject({ kind: "kept" })
    expect(await db.$queryRaw`SELECT 1 FROM deliveries d WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.key = d.event_key)`).toEqual([])
    await prune()
  })

  test("in quarantine that came again while they were about to go stay", async () => {
    const body = Buffer.from("came again in time")
    const { event } = (await takeWebhook(body)) as { event: string }
    await db.$executeRaw`UPDATE events SET received_at = ${OLD}::timestamptz WHERE state = 'quarantined'`
    await db.$executeRaw`UPDATE deliveries SET received_at = ${OLD}::timestamptz WHERE event_key = ${event}`
    const intake = new pg.Client({ connectionString: url })
    await intake.connect()
    await intake.query("BEGIN")
    await intake.query("UPDATE events SET deliveries = deliveries + 1 WHERE key = $1", [event])
    const pruned = prune()
    await untilOneWaits()
    await intake.query(
      "INSERT INTO deliveries (event_key, ordinal, receipt_id, received_at, verified, headers) VALUES ($1, 2, gen_random_uuid(), now(), false, '{}')",
      [event],
    )
    await intake.query("COMMIT")
    await intake.end()
    expect(await pruned).toMatchObject({ quarantined: 0 })
    expect(await takeWebhook(body)).toMatchObject({ result: "duplicate" })
  })

  test("of one order that cannot be deleted cost the others nothing", async () => {
    const [order, other] = [randomUUID(), randomUUID()]
    for (const id of [order, other]) await storeWebhook(sentStatus("submitted", { order: id, at: T(1) }))
    await age(order, other)
    await db.$executeRawUnsafe(`ALTER TABLE seals ADD CONSTRAINT broken CHECK (order_id <> '${order}') NOT VALID`)
    expect(await prune()).toMatchObject({ bodies: 1, orders: 1 })
    await db.$executeRawUnsafe("ALTER TABLE seals DROP CONSTRAINT broken")
    expect(await prune()).toMatchObject({ bodies: 1, orders: 1 })
  })

  test("of an order with more than go at once are all sealed, in whatever order they came", async () => {
    const order = randomUUID()
    const bodies = Array.from({ length: 150 }, (_, index) =>
      sentStatus(index < 149 ? "in-process" : "ported", {
        order,
        at: `2026-04-01T10:${String(index % 60).padStart(2, "0")}:${index < 60 ? "00" : "01"}Z`,
      }),
    )
    await Promise.all(bodies.toReversed().map(takeWebhook))
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
    await storeWebhook(sentStatus("foc-date-confirmed", { order, at: T(40) }))
    expect(await statusOf(order)).toBe("foc-date-confirmed")
    expect((await rebuildOrders(db)).differed).toBe(0)
    await age(order)
    expect(await prune()).toMatchObject({ bodies: 1, orders: 0 })
    await storeWebhook(sentDeleted({ order, at: T(50) }))
    expect((await rebuildOrders(db)).differed).toBe(0)
  })

  test("believes what comes late where nothing newer told of that, and nothing else", async () => {
    const [order] = await sealedFamily()
    // After the last status and before the split, which was the last of all.
    await storeWebhook(sentStatus("ported", { order, at: T(4) }))
    expect(await statusOf(order)).toBe("ported")
    await storeWebhook(sentStatus("draft", { order, at: T(0) }))
    await storeWebhook(sentMessaging("not_applicable", { order, at: T(0) }))
    const [row] = await db.$queryRaw<{ status_value: string; messaging_status: string }[]>`
      SELECT status_value, messaging_status FROM orders WHERE id = ${order}::uuid`
    expect(row).toEqual({ status_value: "ported", messaging_status: "pending" })
    expect((await rebuildOrders(db)).differed).toBe(0)
  })

  test("knows an event again whose body is deleted", async () => {
    const order = randomUUID()
    const body = sentStatus("submitted", { order, at: T(1) })
    await storeWebhook(body)
    await age(order)
    await prune()
    expect(await takeWebhook(body)).toMatchObject({ result: "duplicate" })
    expect([await keptBodies(order), await statusOf(order)]).toEqual([0, "submitted"])
  })

  test("is not sealed over an event that came late while its bodies were locked", async () => {
    const order = randomUUID()
    for (const [value, second] of [
      ["submitted", 1],
      ["ported", 30],
    ] as const)
      await storeWebhook(sentStatus(value, { order, at: T(second) }))
    await age(order)
    const holder = new pg.Client({ connectionString: url })
    await holder.connect()
    await holder.query("BEGIN")
    await holder.query("SELECT 1 FROM orders WHERE id = $1 FOR UPDATE", [order])
    const pruning = prune()
    await untilOneWaits()
    // As the intake would have written it in that transaction.
    const late = readDelivery(
      { source: "webhook", raw: sentStatus("ported", { order, at: T(10) }), receivedAt: Date.now(), verified: false, headers: {} },
      false,
    )
    await holder.query(
      `INSERT INTO events (key, state, projected, event_id, event_type, kind, rank, occurred_at, occurred_text, content_hash, raw, received_at, verified, future, deliveries, order_ids)
       VALUES ($1, 'applied', true, $2, 'porting_order.status_changed', 0, 7, $3::timestamptz, $3, $4, $5, now(), false, false, 1, ARRAY[$6]::uuid[])`,
      [late.key, late.event?.eventId, T(10), Buffer.from(late.event?.contentHash ?? "", "hex"), late.raw, order],
    )
    await holder.query("INSERT INTO event_orders VALUES ($1, $2)", [order, late.key])
    await holder.query("COMMIT")
    await pruning
    await holder.end()
    expect(await keptBodies(order)).toBe(3)
    await rebuildOrders(db)
    const [row] = await db.$queryRaw<{ since: string }[]>`SELECT status_since_text AS since FROM orders WHERE id = ${order}::uuid`
    expect(row?.since).toBe(T(10))
  })

  test("is what is left to it when the order that it was split from is deleted", async () => {
    const [order, child] = [randomUUID(), randomUUID()]
    for (const body of [
      sentSplit(order, child, { at: T(1) }),
      sentStatus("submitted", { order: child, at: T(5), codes: [] }),
      sentSplit(order, child, { at: T(20) }),
    ])
      await storeWebhook(body)
    await age(order, child)
    expect(await prune()).toMatchObject({ bodies: 3, orders: 2 })
    await deleteOrderData(db, order, async () => {})
    const [row] = await db.$queryRaw<{ first: string; last: string; placeholder: boolean }[]>`
      SELECT first_event_text AS first, last_event_text AS last, placeholder FROM orders WHERE id = ${child}::uuid`
    expect(row).toEqual({ first: T(5), last: T(5), placeholder: false })
    expect((await rebuildOrders(db)).differed).toBe(0)
    await storeWebhook(sentStatus("ported", { order: child, at: T(6) }))
    expect(await statusOf(child)).toBe("ported")
  })

  test("ends, when the order that it was split from is deleted, with the last event that is none of the future", async () => {
    const [order, child] = [randomUUID(), randomUUID()]
    for (const body of [
      sentStatus("submitted", { order: child, at: T(5) }),
      sentSplit(order, child, { at: T(20) }),
      sentStatus("ported", { order: child, at: "2999-01-01T00:00:00Z" }),
    ])
      await storeWebhook(body)
    await age(order, child)
    expect(await prune()).toMatchObject({ bodies: 3, orders: 2 })
    await deleteOrderData(db, order, async () => {})
    expect(await db.$queryRaw`SELECT last_event_text AS last FROM orders WHERE id = ${child}::uuid`).toEqual([{ last: T(5) }])
    expect((await rebuildOrders(db)).differed).toBe(0)
  })

  test("keeps the words of its comments and the numbers of its splits, and takes newer ones", async () => {
    const [order, child] = [randomUUID(), randomUUID()]
    await storeWebhook(sentComment({ id: "c1", body: "old", inserted_at: T(1) }, { order, at: T(1) }))
    await storeWebhook(sentComment({ id: "c2", body: "stays", inserted_at: T(1) }, { order, at: T(2) }))
    await storeWebhook(sentSplit(order, child, { at: T(3), numbers: ["n1"] }))
    await age(order, child)
    await prune()
    await storeWebhook(sentComment({ id: "c1", body: "new", inserted_at: T(1) }, { order, at: T(9) }))
    await storeWebhook(sentSplit(order, child, { at: T(1), numbers: ["n1"] }))
    expect((await rebuildOrders(db)).differed).toBe(0)
    const words = await db.$queryRaw<{ body: string }[]>`SELECT body FROM comments WHERE order_id = ${order}::uuid ORDER BY comment_id`
    expect(words.map(({ body }) => body)).toEqual(["new", "stays"])
    const members = await db.$queryRaw<
      unknown[]
    >`SELECT first_text AS first, last_text AS last FROM split_members WHERE from_id = ${order}::uuid`
    expect(members).toEqual([{ first: T(1), last: T(3) }])
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
    for (const order of orders)
      for (let second = 0; second < 5; second++) await storeWebhook(sentStatus("submitted", { order, at: T(second) }))
    await age(...orders)
    const arriving = Promise.all(
      orders.flatMap((order) => [sentStatus("ported", { order, at: T(30) }), sentComment({}, { order, at: T(2) })]).map(takeWebhook),
    )
    await Promise.all([prune(), prune(), arriving])
    expect(new Set(await Promise.all(orders.map(statusOf)))).toEqual(new Set(["ported"]))
    expect((await rebuildOrders(db)).differed).toBe(0)
  })
})
