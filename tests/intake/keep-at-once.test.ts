import { randomUUID } from "node:crypto"
import { describe, expect, test } from "vitest"
import { type Db, intakeDb, type Tx } from "#lib/db/client.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import type { Appended } from "#lib/intake/append-events.ts"
import { keepAtOnce } from "#lib/intake/keep-at-once.ts"
import { readDelivery } from "#lib/intake/read-delivery.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { groupReceipts } from "#lib/intake/receipt.ts"
import { saveRules } from "#lib/intake/save-rules.ts"
import { DEFAULT_CLOCKS } from "#lib/porting/default-clocks.ts"
import { DEFAULT_GUIDE } from "#lib/porting/default-guide.ts"
import { NO_OWN_RULES } from "#lib/porting/rules.ts"
import { withIntakeDatabase } from "../support/intake-database.ts"
import { sentComment, sentSplit, sentStatus } from "../support/sent.ts"
import { storeWebhook } from "../support/take-webhook.ts"

let db: Db
withIntakeDatabase(4, (opened) => {
  db = opened
})

const take = async (...bodies: readonly Buffer[]): Promise<void> => {
  for (const raw of bodies) await storeWebhook(raw)
}
const readAll = (bodies: readonly Buffer[]) =>
  groupReceipts(bodies.map((raw) => readDelivery({ source: "webhook", raw, receivedAt: Date.now(), verified: false, headers: {} }, false)))
/** By the connections of the intake, with its plans. */
const keep = (bodies: readonly Buffer[], { run = randomUUID(), on = intakeDb() as Tx } = {}): Promise<Appended[] | null> =>
  keepAtOnce(on, readAll(bodies), { run, place: 1 })

/** The database, where `meanwhile` happens between the statement that reads and the one that writes. */
function meddled(meanwhile: () => Promise<unknown>): Tx {
  let isRead = false
  const queryRaw = async (...query: Parameters<Tx["$queryRaw"]>): Promise<unknown> => {
    const rows = await intakeDb().$queryRaw(...query)
    if (!isRead) {
      isRead = true
      await meanwhile()
    }
    return rows
  }
  return { ...intakeDb(), $queryRaw: queryRaw as Tx["$queryRaw"] }
}

type Row = { readonly status_value: string | null; readonly placeholder: boolean }
const rowOf = async (order: string): Promise<Row | undefined> =>
  (await db.$queryRaw<Row[]>`SELECT status_value, placeholder FROM orders WHERE id = ${order}::uuid`)[0]
/** How many events, deliveries, event's orders, comments and moves there are of an order. */
const countsOf = async (order: string): Promise<readonly number[]> => {
  const [row] = await db.$queryRaw<{ counts: number[] }[]>`
    WITH own AS (SELECT event_key FROM event_orders WHERE order_id = ${order}::uuid)
    SELECT array[
      (SELECT count(*) FROM events WHERE key IN (SELECT event_key FROM own)), (SELECT count(*) FROM deliveries WHERE event_key IN (SELECT event_key FROM own)),
      (SELECT count(*) FROM own), (SELECT count(*) FROM comments WHERE order_id = ${order}::uuid),
      (SELECT count(*) FROM split_members WHERE ${order}::uuid IN (from_id, to_id))]::int[] AS counts`
  return row?.counts ?? []
}
const early = { at: "2026-01-01T00:00:00Z" }
const later = { at: "2026-01-02T00:00:00Z" }

describe("a batch that is kept at once", () => {
  test("is in the log, and its orders are what it adds up to: new ones, known ones, comments and splits", async () => {
    const [known, made, child] = [randomUUID(), randomUUID(), randomUUID()]
    await take(sentStatus("draft", { order: known, ...early }))
    const bodies = [
      sentStatus("submitted", { order: known, ...later }),
      sentStatus("draft", { order: made, ...early }),
      sentComment({}, { order: made, ...later }),
      sentSplit(made, child, later),
    ]
    const appended = await keep(bodies)
    expect(appended?.map(({ inserted }) => inserted)).toEqual([true, true, true, true])
    expect([await rowOf(known), await rowOf(made), await rowOf(child)]).toEqual([
      { status_value: "submitted", placeholder: false },
      { status_value: "draft", placeholder: false },
      { status_value: null, placeholder: true },
    ])
    expect([await countsOf(known), await countsOf(made), await countsOf(child)]).toEqual([
      [2, 2, 2, 0, 0],
      [3, 3, 3, 1, 1],
      [1, 1, 1, 0, 1],
    ])
    expect((await rebuildOrders(db)).differed).toBe(0)
  })

  test("counts the deliveries of what is known, and changes no order by it", async () => {
    const order = randomUUID()
    const repeated = sentStatus("draft", { order, ...early })
    await take(repeated, sentStatus("submitted", { order, ...later }))
    const appended = await keep([repeated])
    expect(appended?.map(({ inserted }) => inserted)).toEqual([false])
    expect([await rowOf(order), await countsOf(order)]).toEqual([{ status_value: "submitted", placeholder: false }, [2, 3, 2, 0, 0]])
  })
})

describe("a batch is not kept at once, and nothing of it", () => {
  /** Each leaves a batch's order as it leaves it, between reading and writing; `counts` is what there is of it afterwards. */
  async function expectStale(order: string, bodies: readonly Buffer[], meanwhile: () => Promise<unknown>): Promise<void> {
    let counts: readonly number[] = []
    const on = meddled(async () => {
      await meanwhile()
      counts = await countsOf(order)
    })
    expect(await keep(bodies, { on })).toBeNull()
    expect(await countsOf(order)).toEqual(counts)
  }

  test("when its order has changed since it was read", async () => {
    const order = randomUUID()
    await take(sentStatus("draft", { order, ...early }))
    await expectStale(order, [sentStatus("submitted", { order, ...later }), sentComment({}, { order, ...later })], () =>
      take(sentStatus("exception", { order, at: "2026-01-03T00:00:00Z" })),
    )
    expect(await rowOf(order)).toMatchObject({ status_value: "exception" })
  })

  test("when its order was not there and is now", async () => {
    const order = randomUUID()
    await expectStale(order, [sentStatus("submitted", { order, ...later })], () => take(sentStatus("draft", { order, ...early })))
  })

  test("when its order was there and is not any more", async () => {
    const order = randomUUID()
    await take(sentStatus("draft", { order, ...early }))
    await expectStale(
      order,
      [sentStatus("submitted", { order, ...later })],
      () => db.$executeRaw`DELETE FROM orders WHERE id = ${order}::uuid`,
    )
  })

  test("when one of its events has come by another way", async () => {
    const order = randomUUID()
    const body = sentStatus("draft", { order, ...early })
    await expectStale(order, [body], () => take(body))
  })

  test("when an event that was known is gone", async () => {
    const order = randomUUID()
    const body = sentStatus("draft", { order, ...early })
    await take(body)
    await expectStale(
      order,
      [body],
      () => db.$executeRaw`
        WITH own AS (DELETE FROM event_orders WHERE order_id = ${order}::uuid RETURNING event_key),
          told AS (DELETE FROM deliveries WHERE event_key IN (SELECT event_key FROM own))
        DELETE FROM events WHERE key IN (SELECT event_key FROM own)`,
    )
  })

  test("when a new event has a row already, whosever that is; then it is kept by the other way", async () => {
    const order = randomUUID()
    const body = sentStatus("draft", { order, ...early })
    const key = readAll([body])[0]?.first.key ?? ""
    await db.$executeRaw`INSERT INTO event_orders (order_id, event_key) VALUES (${order}::uuid, ${key})`
    expect(await keep([body])).toBeNull()
    await take(body)
    expect([await rowOf(order), await countsOf(order)]).toEqual([{ status_value: "draft", placeholder: false }, [1, 1, 1, 0, 0]])
  })

  test("when the rules are others, even where no order is", async () => {
    const order = randomUUID()
    const body = sentStatus("exception", { order, codes: ["LOA_ILLEGIBLE"], ...early })
    const illegible = DEFAULT_GUIDE.LOA_ILLEGIBLE
    if (!illegible) throw new Error("The default guide has this row.")
    const guide = { LOA_ILLEGIBLE: { ...illegible, court: "customer" as const } }
    await expectStale(order, [body], async () => saveRules(db, (await loadRules(db)).version, { ...NO_OWN_RULES, guide }))
    expect(await rowOf(order)).toBeUndefined()
  })

  test("when its run was closed: what it was to keep has gone to the spool", async () => {
    const [order, run] = [randomUUID(), randomUUID()]
    await db.$executeRaw`INSERT INTO intake_runs (id, place, closed, at) VALUES (${run}::uuid, 1, true, now())`
    expect(await keep([sentComment({}, { order, ...early })], { run })).toBeNull()
    expect([await rowOf(order), await countsOf(order)]).toEqual([undefined, [0, 0, 0, 0, 0]])
  })

  test("when one of its events is late: only the whole log tells what it changes", async () => {
    const order = randomUUID()
    await take(sentStatus("submitted", { order, ...later }))
    expect(await keep([sentStatus("exception", { order, ...early })])).toBeNull()
  })

  test("when one of its events is kept, but its order does not know it yet", async () => {
    const order = randomUUID()
    const body = sentStatus("draft", { order, ...early })
    await take(body)
    await db.$executeRaw`UPDATE events SET projected = false WHERE key IN (SELECT event_key FROM event_orders WHERE order_id = ${order}::uuid)`
    expect(await keep([body])).toBeNull()
  })

  test("when one of its bodies means nothing", async () => {
    const order = randomUUID()
    expect(await keep([sentStatus("draft", { order, ...early }), Buffer.from("nonsense")])).toBeNull()
    expect(await rowOf(order)).toBeUndefined()
  })
})

describe("behind a transaction that holds its order", () => {
  const waiting = () =>
    db.$queryRaw<object[]>`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`

  /** Does `work` with a later status of an order while another transaction holds that, which does `meanwhile` and ends. */
  async function behind<Result>(
    work: (later: Buffer, order: string) => Promise<Result>,
    meanwhile: (tx: Tx, order: string) => Promise<unknown>,
  ): Promise<{ order: string; result: Result }> {
    const order = randomUUID()
    await take(sentStatus("draft", { order, ...early }))
    const working = await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM orders WHERE id = ${order}::uuid FOR UPDATE`
      const begun = work(sentStatus("submitted", { order, ...later }), order)
      await expect.poll(waiting).toHaveLength(1)
      await meanwhile(tx, order)
      return { begun }
    })
    return { order, result: await working.begun }
  }
  const change = (tx: Tx, order: string) => tx.$executeRaw`UPDATE orders SET court = 'you' WHERE id = ${order}::uuid`

  test("a batch is kept where that has changed nothing", async () => {
    const { order, result } = await behind(
      (body) => keep([body]),
      async () => {},
    )
    expect(result).toMatchObject([{ inserted: true }])
    expect(await rowOf(order)).toMatchObject({ status_value: "submitted" })
  })

  test("and is not where it has, nor what else is in it", async () => {
    const made = randomUUID()
    const { order, result } = await behind((body) => keep([body, sentSplit(made, randomUUID(), later)]), change)
    expect(result).toBeNull()
    expect([await rowOf(order), await rowOf(made), await countsOf(made)]).toEqual([
      { status_value: "draft", placeholder: false },
      undefined,
      [0, 0, 0, 0, 0],
    ])
  })

  test("a webhook is kept all the same, and once", async () => {
    const { order } = await behind((body) => take(body), change)
    expect([await rowOf(order), await countsOf(order)]).toEqual([{ status_value: "submitted", placeholder: false }, [2, 2, 2, 0, 0]])
  })

  test("a batch waits for orders in the order of their ids, as others do, whatever the plan", async () => {
    const orders = Array.from({ length: 40 }, () => randomUUID()).sort()
    const [first, last] = [orders[0] ?? "", orders.at(-1) ?? ""]
    await take(...orders.toReversed().map((order) => sentStatus("draft", { order, ...early })))
    const begun = await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM orders WHERE id = ${first}::uuid FOR UPDATE`
      const kept = keep(
        orders.map((order) => sentStatus("submitted", { order, ...later })),
        { on: db },
      )
      await expect.poll(waiting).toHaveLength(1)
      // Had it gone to the last one first, this would wait for it, and it for us.
      await tx.$queryRaw`SELECT 1 FROM orders WHERE id = ${last}::uuid FOR UPDATE NOWAIT`
      return { kept }
    })
    expect(await begun.kept).toHaveLength(40)
  })
})

test("an order whose standing cannot be told by the rules costs no event", async () => {
  const { Carriers } = DEFAULT_CLOCKS.calendars
  const clocks = { ...DEFAULT_CLOCKS, calendars: { Carriers: { ...Carriers, zone: "Nowhere/Else" } } }
  const [row] = await db.$queryRaw<{ version: number }[]>`
    INSERT INTO rules (version, value, saved_at)
    SELECT coalesce(max(version), 0) + 1, ${JSON.stringify({ ...NO_OWN_RULES, clocks })}, now() FROM rules RETURNING version`
  const order = randomUUID()
  const body = sentStatus("submitted", { order, ...early })
  await take(body)
  const projected = () =>
    db.$queryRaw<object[]>`SELECT projected FROM events WHERE key IN (SELECT event_key FROM event_orders WHERE order_id = ${order}::uuid)`
  expect(await projected()).toEqual([{ projected: false }])
  await db.$executeRaw`DELETE FROM rules WHERE version = ${row?.version}`
  await expect.poll(projected, { timeout: 10_000 }).toEqual([{ projected: true }])
})
