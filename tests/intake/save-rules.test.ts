import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { type Db, intakeDb } from "#lib/db/client.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { keepWithin } from "#lib/intake/keep-receipts.ts"
import { readDelivery } from "#lib/intake/read-delivery.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { saveRules } from "#lib/intake/save-rules.ts"
import { DEFAULT_CLOCKS } from "#lib/porting/default-clocks.ts"
import { DEFAULT_GUIDE } from "#lib/porting/default-guide.ts"
import { NO_OWN_RULES, type OwnRules } from "#lib/porting/rules.ts"
import { withIntakeDatabase } from "../support/intake-database.ts"
import { sentMessaging, sentStatus } from "../support/sent.ts"
import { storeWebhook, takeWebhook } from "../support/take-webhook.ts"

let db: Db
const take = async (raw: Buffer): Promise<void> => {
  const outcome = await takeWebhook(raw)
  expect(outcome).toMatchObject({ kind: "kept", result: "stored" })
}
const standing = async (id: string) => {
  const [row] = await intakeDb().$queryRaw<object[]>`
    SELECT court, attention_court, attention_needs, due_at::text FROM orders WHERE id = ${id}::uuid`
  return row
}
const saveNext = async (own: OwnRules) => saveRules(db, (await loadRules(db)).version, own)
const illegible = DEFAULT_GUIDE.LOA_ILLEGIBLE
if (!illegible) throw new Error("The default guide has this row.")
const at = "2026-11-02T12:00:00Z"

withIntakeDatabase(3, (opened) => {
  db = opened
})

test("a court in the guide moves the orders that carry the code, and no other", async () => {
  const [one, other] = [randomUUID(), randomUUID()]
  await take(sentStatus("exception", { order: one, at, codes: ["LOA_ILLEGIBLE"] }))
  await take(sentStatus("exception", { order: other, at, codes: ["OTHER"] }))
  const saved = await saveNext({ ...NO_OWN_RULES, guide: { LOA_ILLEGIBLE: { ...illegible, court: "customer" } } })
  expect(saved).toMatchObject({ ok: true, changed: 1 })
  expect(await standing(one)).toMatchObject({ court: "customer", attention_court: "customer" })
  expect(await standing(other)).toMatchObject({ court: "you" })
})

test("what comes afterwards stands by the new guide at once", async () => {
  const order = randomUUID()
  await take(sentStatus("exception", { order, at, codes: ["LOA_ILLEGIBLE"] }))
  expect(await standing(order)).toMatchObject({ court: "customer" })
})

test("a clock, its calendar and messaging's clock move the ends of the orders that they concern", async () => {
  const [submitted, ported] = [randomUUID(), randomUUID()]
  await take(sentStatus("submitted", { order: submitted, at }))
  await take(sentStatus("ported", { order: ported, at }))
  await take(sentMessaging("pending", { order: ported, at }))
  const calendar = { zone: "UTC", days: [1], from: "00:00", to: "24:00", holidays: [] }
  await saveNext({
    guide: {},
    clocks: {
      statuses: { submitted: { hours: 13, calendar: "Mondays" } },
      messaging: { hours: 1, calendar: null },
      calendars: { Mondays: calendar },
    },
  })
  expect(await standing(submitted)).toMatchObject({ due_at: "2026-11-09 01:00:00+00" })
  expect(await standing(ported)).toMatchObject({ due_at: "2026-11-02 13:00:00+00" })
  await saveNext({
    guide: {},
    clocks: {
      statuses: { submitted: { hours: 13, calendar: "Mondays" } },
      messaging: null,
      calendars: { Mondays: { ...calendar, days: [1, 2] } },
    },
  })
  expect(await standing(submitted)).toMatchObject({ due_at: "2026-11-03 01:00:00+00" })
  expect(await standing(ported)).toMatchObject({ due_at: null, attention_court: "none" })
})

const byCourt = (court: "customer" | "carrier" | "telnyx"): OwnRules => ({
  ...NO_OWN_RULES,
  guide: { LOA_ILLEGIBLE: { ...illegible, court } },
})

test("what webhooks change while orders are judged is judged once more", async () => {
  const [leaves, comes, stays] = [randomUUID(), randomUUID(), randomUUID()]
  for (const order of [leaves, stays]) await take(sentStatus("exception", { order, at, codes: ["LOA_ILLEGIBLE"] }))
  await take(sentStatus("exception", { order: comes, at, codes: ["OTHER"] }))
  const later = { at: "2026-11-02T13:00:00Z" }
  const receipts = [
    sentStatus("exception", { ...later, order: leaves, codes: ["FOC_REJECTED"] }),
    sentStatus("exception", { ...later, order: comes, codes: ["LOA_ILLEGIBLE"] }),
  ].map((raw) => readDelivery({ source: "webhook", raw, receivedAt: Date.now(), verified: false, headers: {} }, false))
  const [held, judged] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const webhooks = db.$transaction(
    async (tx) => {
      await keepWithin(tx, receipts, { projecting: true, limited: false, attempt: null })
      judged.resolve()
      await held.promise
    },
    { timeout: 20_000 },
  )
  await judged.promise
  const saving = saveNext(byCourt("telnyx"))
  const isWaiting = async (): Promise<boolean> =>
    (
      await db.$queryRaw<object[]>`SELECT 1 FROM pg_locks WHERE relation = 'orders'::regclass AND mode = 'ExclusiveLock' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
    ).length > 0
  for (const isNow of [true, false, true]) await expect.poll(isWaiting, { interval: 20, timeout: 5_000 }).toBe(isNow)
  held.resolve()
  await webhooks
  expect(await saving).toMatchObject({ ok: true })
  expect(await standing(leaves)).toMatchObject({ court: "carrier" })
  expect(await standing(comes)).toMatchObject({ court: "telnyx" })
  expect(await standing(stays)).toMatchObject({ court: "telnyx" })
  expect(await rebuildOrders(db)).toMatchObject({ differed: 0 })
})

test("more orders than are judged or written at once all move", async () => {
  const order = randomUUID()
  await take(sentStatus("exception", { order, at, codes: ["LOA_ILLEGIBLE"] }))
  const [{ columns } = { columns: "" }] = await db.$queryRaw<{ columns: string }[]>`
    SELECT string_agg(column_name, ', ') AS columns FROM information_schema.columns
    WHERE table_name = 'orders' AND column_name <> 'id' AND is_generated = 'NEVER'`
  await db.$executeRawUnsafe(
    `INSERT INTO orders (id, ${columns}) SELECT gen_random_uuid(), ${columns} FROM orders, generate_series(1, 6000) WHERE id = '${order}'`,
  )
  const saved = await saveNext(byCourt("carrier"))
  expect(saved.ok && saved.changed).toBeGreaterThan(6_000)
  const left = await db.$queryRaw<object[]>`SELECT 1 FROM orders WHERE 'LOA_ILLEGIBLE' = ANY(exception_codes) AND court <> 'carrier'`
  expect(left).toEqual([])
  await db.$executeRaw`DELETE FROM orders o WHERE NOT EXISTS (SELECT 1 FROM event_orders eo WHERE eo.order_id = o.id)`
})

test("a version that was saved over meanwhile is refused, and nothing changes", async () => {
  const { version } = await loadRules(db)
  expect(await saveRules(db, version - 1, { guide: {}, clocks: DEFAULT_CLOCKS })).toEqual({ ok: false, reason: "stale" })
  expect((await loadRules(db)).version).toBe(version)
})

test("of two who save the same version at once, one is told", async () => {
  const { version } = await loadRules(db)
  const saved = await Promise.all([saveRules(db, version, NO_OWN_RULES), saveRules(db, version, NO_OWN_RULES)])
  expect(saved.filter(({ ok }) => ok)).toHaveLength(1)
})

test("under a stream of webhooks no order is left standing by old rules", async () => {
  const courts = ["customer", "carrier", "telnyx", "decide", "you"] as const
  let saving = true
  const stream = async (): Promise<void> => {
    while (saving) await storeWebhook(sentStatus("exception", { order: randomUUID(), at, codes: ["LOA_ILLEGIBLE"] }))
  }
  const streams = Promise.all(Array.from({ length: 12 }, stream))
  for (let turn = 0; turn < 5; turn++) {
    for (const court of courts) await saveNext({ ...NO_OWN_RULES, guide: { LOA_ILLEGIBLE: { ...illegible, court } } })
  }
  saving = false
  await streams
  const wrong = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int FROM orders WHERE 'LOA_ILLEGIBLE' = ANY(exception_codes) AND court <> 'you'`
  expect(wrong[0]?.count).toBe(0)
  expect(await rebuildOrders(db)).toMatchObject({ differed: 0 })
})
