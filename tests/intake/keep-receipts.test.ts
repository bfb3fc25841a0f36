import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import type { Db } from "#lib/db/client.ts"
import { flushGaps } from "#lib/db/gaps.ts"
import { currentOutage } from "#lib/db/outage.ts"
import { drainSpool } from "#lib/intake/drain-spool.ts"
import { keepReceipts, keepWithin } from "#lib/intake/keep-receipts.ts"
import type { Outcome } from "#lib/intake/outcome.ts"
import { INTERPRETER_VERSION } from "#lib/intake/parse-event.ts"
import { retryAllQuarantined, retryQuarantined } from "#lib/intake/quarantine.ts"
import { readDelivery } from "#lib/intake/read-delivery.ts"
import { projectLeftOver, rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import type { Receipt } from "#lib/intake/receipt.ts"
import { sealSpool, spoolReceipt } from "#lib/intake/spool.ts"
import { giveUp } from "#lib/intake/tries.ts"
import { getEvent } from "#lib/queries/get-event.ts"
import { withIntakeDatabase } from "../support/intake-database.ts"
import { sentSplit, sentStatus } from "../support/sent.ts"
import { takeWebhook } from "../support/take-webhook.ts"

let db: Db
const receiptOf = (raw: Buffer): Receipt =>
  readDelivery({ source: "webhook", raw, receivedAt: Date.now(), verified: false, headers: {} }, false)
const keyOf = (outcome: Outcome): string => ("event" in outcome ? outcome.event : "")

withIntakeDatabase(2, (opened) => {
  db = opened
})

describe("deliveries", () => {
  test("a storm of repeats keeps the first and the newest 20, and counts them all", async () => {
    const body = sentStatus("draft", { order: randomUUID() })
    const key = keyOf(await takeWebhook(body))
    for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 10 }, () => takeWebhook(body)))
    const rows = await db.$queryRaw<{ ordinal: number }[]>`SELECT ordinal FROM deliveries WHERE event_key = ${key} ORDER BY ordinal`
    expect(rows.map((row) => row.ordinal)).toEqual([1, ...Array.from({ length: 20 }, (_, index) => 82 + index)])
    const [event] = await db.$queryRaw<{ deliveries: number }[]>`SELECT deliveries FROM events WHERE key = ${key}`
    expect(event?.deliveries).toBe(101)
  })

  test("each has Telnyx's count of tries", async () => {
    const about = { order: randomUUID(), id: "tries" }
    const key = keyOf(await takeWebhook(sentStatus("draft", { ...about, attempt: 1 })))
    await takeWebhook(sentStatus("draft", { ...about, attempt: 3 }))
    const rows = await db.$queryRaw<{ attempt: number }[]>`SELECT attempt FROM deliveries WHERE event_key = ${key} ORDER BY ordinal`
    expect(rows.map((row) => row.attempt)).toEqual([1, 3])
  })
})

test("an event is kept by the hashes of its id and content, whatever comes before it in its batch; what was kept otherwise is mended", async () => {
  const event = receiptOf(sentStatus("ported", { order: randomUUID(), id: "beside nonsense" }))
  await keepReceipts([receiptOf(Buffer.from("first nonsense")), event])
  const hashes = () => db.$queryRaw<object[]>`
    SELECT encode(content_hash, 'hex') AS content, event_id_hash = substring(sha256(convert_to('15:beside nonsense', 'UTF8')) FOR 16) AS id
    FROM events WHERE key = ${event.key}`
  const right = [{ content: event.event?.contentHash, id: true }]
  expect(await hashes()).toEqual(right)
  const asText = (name: string): string => `${name} = convert_to(encode(${name}, 'base64'), 'UTF8')`
  await db.$executeRawUnsafe(`UPDATE events SET ${asText("content_hash")}, ${asText("event_id_hash")} WHERE key = $1`, event.key)
  expect(await hashes()).not.toEqual(right)
  const migration = join(import.meta.dirname, "../../prisma/migrations/20261130000000_event_hashes/migration.sql")
  expect(await db.$executeRawUnsafe(readFileSync(migration, "utf8"))).toBe(1)
  expect(await hashes()).toEqual(right)
})

test("bytes and headers are those of the first receipt, in whatever order deliveries are kept", async () => {
  const about = { order: randomUUID(), id: randomUUID() }
  const [first, second, third] = [1, 2, 3].map((attempt) => sentStatus("draft", { ...about, attempt }))
  const receive = (raw: Buffer | undefined, receivedAt: number): Receipt =>
    readDelivery(
      { source: "webhook", raw: raw ?? Buffer.alloc(0), receivedAt, verified: false, headers: { at: String(receivedAt) } },
      false,
    )
  const bytes = async (key: string): Promise<Buffer> => {
    const [row] = await db.$queryRaw<{ raw: Uint8Array }[]>`SELECT raw FROM events WHERE key = ${key}`
    return Buffer.from(row?.raw ?? [])
  }
  const now = Date.now()
  const receipts = [receive(second, now - 1_000), receive(first, now - 2_000), receive(third, now)]
  for (const receipt of receipts) await keepReceipts([receipt])
  const key = receipts[0]?.key ?? ""
  expect(await bytes(key)).toEqual(first)
  expect((await getEvent(LOCAL_VIEWER, key))?.headers).toEqual({ at: String(now - 2_000) })
  expect((await rebuildOrders(db)).differed).toBe(0)
})

test("runs that a drain has closed cost no webhook its place in the database", async () => {
  await Promise.all([1, 2, 3].map(() => takeWebhook(sentStatus("draft", { order: randomUUID() }))))
  await db.$executeRaw`UPDATE intake_runs SET closed = true`
  expect(await takeWebhook(sentStatus("draft", { order: randomUUID() }))).toMatchObject({ result: "stored" })
  expect(currentOutage()).toBeNull()
})

describe("an order that cannot be brought up to date", () => {
  test("costs no event: the bytes are kept, marked, and projected later", async () => {
    await db.$executeRawUnsafe("ALTER TABLE orders ADD CONSTRAINT broken CHECK (support_key IS DISTINCT FROM 'sr_broken') NOT VALID")
    const order = randomUUID()
    const outcome = await takeWebhook(sentStatus("submitted", { order, more: { support_key: "sr_broken" } }))
    expect(outcome).toMatchObject({ kind: "kept", result: "stored" })
    const marked = () => db.$queryRaw<{ projected: boolean }[]>`SELECT projected FROM events WHERE key = ${keyOf(outcome)}`
    expect(await marked()).toEqual([{ projected: false }])
    await db.$executeRawUnsafe("ALTER TABLE orders DROP CONSTRAINT broken")
    expect((await rebuildOrders(db)).differed).toBe(1)
    expect(await marked()).toEqual([{ projected: true }])
    const [row] = await db.$queryRaw<{ status_value: string }[]>`SELECT status_value FROM orders WHERE id = ${order}::uuid`
    expect(row?.status_value).toBe("submitted")
  })

  test("is brought up to date at the next start, once", async () => {
    await db.$executeRawUnsafe("ALTER TABLE orders ADD CONSTRAINT broken CHECK (support_key IS DISTINCT FROM 'sr_broken3') NOT VALID")
    await takeWebhook(sentStatus("ported", { order: randomUUID(), more: { support_key: "sr_broken3" } }))
    await db.$executeRawUnsafe("ALTER TABLE orders DROP CONSTRAINT broken")
    expect(await projectLeftOver(db)).toBe(1)
    expect(await projectLeftOver(db)).toBe(0)
    expect(await db.$queryRaw`SELECT 1 FROM events WHERE NOT projected`).toEqual([])
  })

  test("keeps no other one from that, however many of them come first", async () => {
    await db.$executeRawUnsafe("ALTER TABLE orders ADD CONSTRAINT broken CHECK (support_key IS DISTINCT FROM 'sr_broken5') NOT VALID")
    const [broken, whole] = [randomUUID(), randomUUID()]
    const about = { source: "webhook", receivedAt: Date.now(), verified: false, headers: {} } as const
    const bodies = [
      ...Array.from({ length: 120 }, () => sentStatus("submitted", { order: broken, more: { support_key: "sr_broken5" } })),
      ...Array.from({ length: 5 }, () => sentStatus("ported", { order: whole })),
      sentSplit(whole, randomUUID()),
    ]
    const receipts = bodies.map((raw) => readDelivery({ ...about, raw }, false))
    await db.$transaction((tx) => keepWithin(tx, receipts, { projecting: false, limited: false, attempt: null }))
    await expect(projectLeftOver(db)).rejects.toThrow("broken")
    const rows = await db.$queryRaw<{ status_value: string }[]>`SELECT status_value FROM orders WHERE id = ${whole}::uuid`
    expect(rows).toEqual([{ status_value: "ported" }])
    const left = () =>
      db.$queryRaw<{ order_ids: string[] }[]>`SELECT DISTINCT order_ids::text[] AS order_ids FROM events WHERE NOT projected`
    expect(await left()).toEqual([{ order_ids: [broken] }])
    await db.$executeRawUnsafe("ALTER TABLE orders DROP CONSTRAINT broken")
    expect(await projectLeftOver(db)).toBe(1)
    expect(await left()).toEqual([])
  })

  test("does not count as brought up to date by an event that it shares with another one that is", async () => {
    const parent = randomUUID()
    // More than are brought up to date at once: whichever comes first, most children's splits are not among them.
    const bodies = Array.from({ length: 120 }, () => sentSplit(parent, randomUUID()))
    const about = { source: "webhook", receivedAt: Date.now(), verified: false, headers: {} } as const
    const receipts = bodies.map((raw) => readDelivery({ ...about, raw }, false))
    await db.$transaction((tx) => keepWithin(tx, receipts, { projecting: false, limited: false, attempt: null }))
    await projectLeftOver(db)
    expect(await db.$queryRaw`SELECT 1 FROM events WHERE NOT projected`).toEqual([])
    expect((await rebuildOrders(db)).differed).toBe(0)
  })

  test("has its log read once for all that was left over of it", async () => {
    const order = randomUUID()
    const about = { source: "webhook", receivedAt: Date.now(), verified: false, headers: {} } as const
    const receipts = Array.from({ length: 300 }, () => readDelivery({ ...about, raw: sentStatus("submitted", { order }) }, false))
    await db.$transaction((tx) => keepWithin(tx, receipts, { projecting: false, limited: false, attempt: null }))
    let marked = 0
    const counting = new Proxy(db, {
      get: (target, name) => {
        if (name === "$executeRaw") marked++
        return Reflect.get(target, name)
      },
    })
    expect(await projectLeftOver(counting)).toBe(1)
    expect(marked).toBe(1)
    expect(await db.$queryRaw`SELECT 1 FROM events WHERE NOT projected`).toEqual([])
  })

  test("is brought up to date by itself soon after what kept it from that is gone", async () => {
    await db.$executeRawUnsafe("ALTER TABLE orders ADD CONSTRAINT broken CHECK (support_key IS DISTINCT FROM 'sr_broken4') NOT VALID")
    const order = randomUUID()
    await takeWebhook(sentStatus("ported", { order, more: { support_key: "sr_broken4" } }))
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    await db.$executeRawUnsafe("ALTER TABLE orders DROP CONSTRAINT broken")
    const status = async () =>
      (await db.$queryRaw<{ status_value: string }[]>`SELECT status_value FROM orders WHERE id = ${order}::uuid`)[0]?.status_value
    await expect.poll(status, { timeout: 10_000 }).toBe("ported")
    // The events are marked once their orders are seen to know them.
    await expect.poll(async () => db.$queryRaw`SELECT 1 FROM events WHERE NOT projected`, { timeout: 10_000 }).toEqual([])
  })

  test("is brought up to date when the same event comes again", async () => {
    await db.$executeRawUnsafe("ALTER TABLE orders ADD CONSTRAINT broken CHECK (support_key IS DISTINCT FROM 'sr_broken2') NOT VALID")
    const order = randomUUID()
    const body = sentStatus("ported", { order, more: { support_key: "sr_broken2" } })
    await takeWebhook(body)
    await db.$executeRawUnsafe("ALTER TABLE orders DROP CONSTRAINT broken")
    expect(await takeWebhook(body)).toMatchObject({ result: "duplicate" })
    const [row] = await db.$queryRaw<{ status_value: string }[]>`SELECT status_value FROM orders WHERE id = ${order}::uuid`
    expect(row?.status_value).toBe("ported")
  })
})

describe("quarantine", () => {
  /** A body that an older version could not read: kept as quarantined, and understood by this one. */
  async function quarantinedByOlderVersion(body: Buffer): Promise<string> {
    const key = randomUUID().replaceAll("-", "")
    await db.$executeRaw`
      INSERT INTO events (key, state, reason, projected, raw, received_at, verified, future, deliveries)
      VALUES (${key}, 'quarantined', 'unexpected_shape', true, ${body}, now(), true, false, 3)`
    await db.$executeRaw`INSERT INTO deliveries VALUES (${key}, 1, gen_random_uuid(), now(), null, true, '{}')`
    return key
  }

  test("what is understood now joins its orders, keeps its deliveries and answers to its old key", async () => {
    const order = randomUUID()
    const old = await quarantinedByOlderVersion(sentStatus("ported", { order }))
    const retried = await retryQuarantined(db, old)
    expect(retried).toMatchObject({ result: "stored" })
    const [row] = await db.$queryRaw<
      object[]
    >`SELECT key, state, deliveries, verified, quarantine_key FROM events WHERE quarantine_key = ${old}`
    expect(row).toEqual({ key: retried?.event, state: "applied", deliveries: 3, verified: true, quarantine_key: old })
    const [stored] = await db.$queryRaw<{ status_value: string }[]>`SELECT status_value FROM orders WHERE id = ${order}::uuid`
    expect(stored?.status_value).toBe("ported")
    expect(await retryQuarantined(db, old)).toEqual({ result: "stored", event: retried?.event })
  })

  test("what has come meanwhile as an event only adds its deliveries to it", async () => {
    const body = sentStatus("ported", { order: randomUUID() })
    const key = keyOf(await takeWebhook(body))
    const old = await quarantinedByOlderVersion(body)
    expect(await retryQuarantined(db, old)).toEqual({ result: "duplicate", event: key })
    const rows = await db.$queryRaw<object[]>`SELECT key, deliveries FROM events WHERE key IN (${key}, ${old})`
    expect(rows).toEqual([{ key, deliveries: 4 }])
  })

  test("what still means nothing stays, with its reason of today", async () => {
    const key = keyOf(await takeWebhook(Buffer.from("nonsense")))
    expect(await retryQuarantined(db, key)).toEqual({ result: "quarantined", event: key, reason: "unreadable_json" })
    expect(await retryQuarantined(db, "no-such-key")).toBeNull()
  })

  test("two who try the same again at once both hear that it is stored", async () => {
    const key = await quarantinedByOlderVersion(sentStatus("draft", { order: randomUUID() }))
    const retried = await Promise.all([retryQuarantined(db, key), retryQuarantined(db, key)])
    expect(retried.map((one) => one?.result)).toEqual(["stored", "stored"])
  })

  test("an upgrade tries again what an older version has read, once; by hand all of it is tried", async () => {
    await Promise.all([1, 2, 3].map(() => quarantinedByOlderVersion(sentStatus("draft", { order: randomUUID() }))))
    const nonsense = await quarantinedByOlderVersion(Buffer.from("older nonsense"))
    expect(await retryAllQuarantined(db, "older")).toBe(3)
    const [row] = await db.$queryRaw<object[]>`SELECT reason, interpreter FROM events WHERE key = ${nonsense}`
    expect(row).toEqual({ reason: "unreadable_json", interpreter: INTERPRETER_VERSION })

    const again = await quarantinedByOlderVersion(sentStatus("draft", { order: randomUUID() }))
    await db.$executeRaw`UPDATE events SET interpreter = ${INTERPRETER_VERSION} WHERE key = ${again}`
    expect(await retryAllQuarantined(db, "older")).toBe(0)
    expect(await retryAllQuarantined(db, "all")).toBe(1)
  })

  test("is tried again, however much of it came at one moment", async () => {
    await db.$executeRaw`
      INSERT INTO events (key, state, reason, projected, raw, received_at, verified, future, deliveries, order_ids, interpreter)
      SELECT 'many ' || n, 'quarantined', 'unreadable_json', true, convert_to('not JSON ' || n, 'UTF8'), '2026-01-01Z', false, false, 1, '{}', 0
      FROM generate_series(1, 1100) AS n`
    const left = (): Promise<object[]> => db.$queryRaw`SELECT 1 FROM events WHERE state = 'quarantined' AND interpreter = 0`
    expect(await retryAllQuarantined(db, "older")).toBe(0)
    expect(await left()).toEqual([])
    await db.$executeRaw`DELETE FROM events WHERE key LIKE 'many %'`
  })

  test("more than 100,000 unverified bodies waiting are refused; events still come in", async () => {
    await takeWebhook(Buffer.from("one of them"))
    await db.$executeRaw`
      INSERT INTO events (key, state, reason, projected, raw, received_at, verified, future, deliveries)
      SELECT 'flood' || n, 'quarantined', 'unreadable_json', true, ''::bytea, now(), false, false, 1 FROM generate_series(1, 100000) AS t(n)`
    expect(await takeWebhook(Buffer.from("one too many"))).toMatchObject({ kind: "unavailable" })
    expect(await takeWebhook(Buffer.from("one of them"))).toMatchObject({ result: "duplicate" })
    await flushGaps()
    expect(await db.$queryRaw`SELECT reason, refused::int FROM gaps`).toEqual([{ reason: "quarantine_full", refused: 1 }])
    expect(await takeWebhook(sentStatus("draft", { order: randomUUID() }))).toMatchObject({ result: "stored" })
  })

  test("one that was refused beside others that were kept is not taken for kept when it comes out of the spool", async () => {
    const [event, body] = [receiptOf(sentStatus("draft", { order: randomUUID() })), receiptOf(Buffer.from("neither"))]
    expect((await keepReceipts([event, body])).map(({ result }) => result)).toEqual(["stored", "refused"])
    await spoolReceipt(body, giveUp(body))
    await sealSpool()
    await drainSpool()
    expect(await db.$queryRaw`SELECT state FROM events WHERE key = ${body.key}`).toEqual([{ state: "quarantined" }])
  })

  test("one that was given up while it was to be refused takes its batch along: the others are kept by another try", async () => {
    const [event, body] = [receiptOf(sentStatus("draft", { order: randomUUID() })), receiptOf(Buffer.from("nor this"))]
    const kept = keepReceipts([event, body])
    const tries = giveUp(body)
    expect((await kept).map(({ result }) => result)).toEqual(["stored", "refused"])
    await spoolReceipt(body, tries)
    await sealSpool()
    await drainSpool()
    expect(await db.$queryRaw`SELECT state FROM events WHERE key = ${body.key}`).toEqual([{ state: "quarantined" }])
    await db.$executeRaw`DELETE FROM events WHERE key LIKE 'flood%'`
  })
})
