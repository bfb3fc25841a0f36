import { randomUUID } from "node:crypto"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import type { FacetsJson, OrderJson } from "#lib/contract.ts"
import { closeDb, intakeDb } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import { announce } from "#lib/env.ts"
import { compareText, parseInstant } from "#lib/porting/instant.ts"
import { getFacets } from "#lib/queries/get-facets.ts"
import { listOrders } from "#lib/queries/list-orders.ts"
import { type OrderSort, orderFilterSchema } from "#lib/queries/order-filter.ts"
import { type Bounds, foundOrders, type Place, sortedOrders } from "#lib/queries/sorted-orders.ts"
import { SORTINGS } from "#lib/queries/sortings.ts"
import { createDatabase } from "../support/database.ts"
import { sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"
import { storeWebhook } from "../support/take-webhook.ts"

const viewer = LOCAL_VIEWER
const HOUR = 3_600_000
const now = Date.now()

/** Few values, so that many orders tie in all that they are sorted by; some have none. */
const story = fc.record({
  status: fc.constantFrom(null, "draft", "submitted", "exception", "exception", "ported", "cancelled", "manual"),
  codes: fc.subarray(["OTHER", "SV_CONFLICT", "FOC_REJECTED", "FOO_BAR"]),
  messaging: fc.constantFrom(null, null, "pending", "exception", "ported"),
  deleted: fc.constantFrom(false, false, false, false, true),
  key: fc.constantFrom(null, "sr_a", "sr_b", "SR_A", "sr_\u{1F600}", "sr_\uFFFD"),
  reference: fc.constantFrom(null, "ACME", "acme", "Zoë", `${"x".repeat(250)}1`, `${"x".repeat(250)}2`),
  days: fc.integer({ min: 0, max: 20 }),
  splits: fc.constantFrom(0, 0, 0, 1, 2),
})

beforeAll(async () => {
  announce({ databaseUrl: await createDatabase() })
  const ids: string[] = []
  const sends = fc
    .sample(story, { numRuns: 300, seed: 11 })
    .flatMap(({ status, codes, messaging, deleted, key, reference, days, splits }) => {
      const order = randomUUID()
      const about = { order, at: new Date(now - days * 24 * HOUR).toISOString(), more: { support_key: key, customer_reference: reference } }
      const others = ids.slice(-splits - 1)
      ids.push(order)
      return [
        ...(status ? [sentStatus(status, { ...about, codes: status === "exception" ? codes : [] })] : []),
        ...(messaging ? [sentMessaging(messaging, about)] : []),
        ...(deleted ? [sentDeleted({ ...about, at: new Date(now).toISOString() })] : []),
        ...(splits > 0
          ? others.flatMap((other, index) => [index % 2 ? sentSplit(order, other, about) : sentSplit(other, order, about)])
          : []),
      ]
    })
  for (let at = 0; at < sends.length; at += 50) await Promise.all(sends.slice(at, at + 50).map(storeWebhook))
  // Of times that PostgreSQL knows nothing of it expects as many on either side of any.
  await intakeDb().$executeRaw`ANALYZE orders`
})
afterAll(closeDb)

const parsed = (query: Record<string, string>) => orderFilterSchema.parse(query)

async function pageThrough(query: Record<string, string>): Promise<OrderJson[]> {
  const orders: OrderJson[] = []
  for (let cursor: string | undefined, pages = 0; pages < 100; pages++) {
    const list = await listOrders(viewer, parsed({ ...query, limit: "23", include: "attention", ...(cursor ? { cursor } : {}) }))
    if (!list.ok) throw new Error(list.problem)
    orders.push(...list.query.data)
    if (list.query.next_cursor === null) return orders
    cursor = list.query.next_cursor
  }
  throw new Error("It does not end.")
}

type Value = string | bigint | null
const VALUES: Readonly<Record<OrderSort, (order: OrderJson) => Value>> = {
  "-last_event_at": ({ last_event_at }) => parseInstant(last_event_at)?.micros ?? null,
  last_event_at: ({ last_event_at }) => parseInstant(last_event_at)?.micros ?? null,
  "-status_since": ({ status_since }) => parseInstant(status_since)?.micros ?? null,
  status_since: ({ status_since }) => parseInstant(status_since)?.micros ?? null,
  support_key: ({ support_key }) => support_key && [...support_key].slice(0, 200).join(""),
  customer_reference: ({ customer_reference }) => customer_reference && [...customer_reference].slice(0, 200).join(""),
  due_at: ({ attention }) => parseInstant(attention?.due_at)?.micros ?? null,
}

function compare(a: Value, b: Value): number {
  if (typeof a === "string" && typeof b === "string") return compareText(a, b)
  return a === b ? 0 : (a ?? 0n) < (b ?? 0n) ? -1 : 1
}

/** The contract's order: nulls last, ties by id. */
function sorted(orders: readonly OrderJson[], sort: OrderSort): string[] {
  const [value, sign] = [VALUES[sort], sort.startsWith("-") ? -1 : 1]
  const places = orders.map((order) => ({ id: order.id, value: value(order) }))
  const byPlace = (a: (typeof places)[number], b: (typeof places)[number]): number => {
    if ((a.value === null) !== (b.value === null)) return a.value === null ? 1 : -1
    return sign * compare(a.value, b.value) || compareText(a.id, b.id)
  }
  return places.toSorted(byPlace).map(({ id }) => id)
}

describe("the list", () => {
  test.each(Object.keys(VALUES) as OrderSort[])(
    "sorted by %s gives each order once and in its place, all of them, some, and few",
    async (sort) => {
      const filters: Record<string, string>[] = [
        {},
        { status: "-ported" },
        { messaging: "pending,exception", deleted: "true" },
        { placeholder: "only" },
      ]
      for (const filter of filters) {
        const orders = await pageThrough({ ...filter, sort })
        expect(orders.length).toBeGreaterThan(5)
        expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length)
        expect(orders.map(({ id }) => id)).toEqual(sorted(orders, sort))
      }
    },
  )

  test("leaves exactly the orders that the rows themselves say", async () => {
    const [row] = await intakeDb().$queryRaw<{ all: number; exceptions: number; both: number; deleted: number }[]>`
      SELECT count(*) FILTER (WHERE deleted_at IS NULL AND NOT placeholder)::int AS "all",
        count(*) FILTER (WHERE deleted_at IS NULL AND NOT placeholder AND status_value = 'exception')::int AS exceptions,
        count(*) FILTER (WHERE deleted_at IS NULL AND NOT placeholder AND status_value = 'exception' AND 'OTHER' = ANY(exception_codes)
          AND messaging_status = 'pending')::int AS both,
        count(*) FILTER (WHERE deleted_at IS NOT NULL AND NOT placeholder)::int AS deleted FROM orders`
    const total = async (query: Record<string, string>): Promise<number> => (await pageThrough(query)).length
    expect({
      all: await total({}),
      exceptions: await total({ status: "exception" }),
      both: await total({ status: "exception", exception_code: "OTHER", messaging: "pending" }),
      deleted: await total({ deleted: "only" }),
    }).toEqual(row)
    expect(row?.both).toBeGreaterThan(0)
  })
})

describe("a page of many", () => {
  type Row = { readonly id: string; readonly place: string | null }
  const columns = Prisma.sql`o.id::text AS id`

  async function pageThroughMany(sort: OrderSort, where: Prisma.Sql, most: Bounds): Promise<string[]> {
    const ids: string[] = []
    for (let place: Place | null = null; ; ) {
      const rows: Row[] = await sortedOrders<Row>(
        SORTINGS[sort],
        { columns, from: Prisma.sql`orders o`, where, place, limit: 5 },
        null,
        most,
      )
      ids.push(...rows.map(({ id }) => id))
      const last = rows.at(-1)
      if (!last || rows.length < 5) return ids
      place = { value: last.place, id: last.id }
    }
  }

  test.each([
    { walked: 7, sorted: 0 },
    { walked: 7, sorted: 40 },
    { walked: 40, sorted: 1_000 },
  ])("is the same, be they met along the index or found and sorted: %o", async (most) => {
    const filters = [
      Prisma.sql`true`,
      Prisma.sql`o.status_value = 'submitted'`,
      Prisma.sql`o.status_value IS NULL`,
      Prisma.sql`o.court = 'you'`,
    ]
    for (const sort of Object.keys(VALUES) as OrderSort[]) {
      for (const where of filters) {
        const all = { columns, from: Prisma.sql`orders o`, where, place: null, limit: 1_000 }
        const found = await foundOrders<Row>(SORTINGS[sort], all)
        expect(await pageThroughMany(sort, where, most)).toEqual(found.map(({ id }) => id))
      }
    }
  })
})

describe("the facets", () => {
  const FILTERS: readonly Record<string, string>[] = [
    {},
    { status: "exception" },
    { status: "-ported", messaging: "pending" },
    { needs: "you,telnyx" },
    { attention: "-watch" },
    { split: "in" },
    { split: "-any" },
    { exception_code: "OTHER,FOO_BAR", court: "you" },
    { last_event: "7d" },
    { last_event: "-7d" },
    { status_age: "2d" },
    { status_age: "-2d", status: "exception" },
    { status_age: "2d", needs: "you", placeholder: "true" },
    { status_age: "1d", last_event: "-1d" },
    { status_age: "19d" },
    { q: "acme", court: "-none" },
    { deleted: "only" },
    { placeholder: "true" },
  ]

  test.each(FILTERS)("of %j say of each value how many orders the list holds with it", async (filter) => {
    const facets = await getFacets(viewer, parsed(filter))
    let looked = 0
    for (const name of ["status", "exception_code", "messaging", "court", "needs", "attention", "split"] as const) {
      for (const [value, orders] of Object.entries((facets as FacetsJson)[name])) {
        const list = await listOrders(viewer, parsed({ ...filter, [name]: value, count: "exact", limit: "1" }))
        expect(list.ok && list.query.total, `${name}=${value}`).toBe(orders)
        looked++
      }
    }
    expect(looked).toBeGreaterThan(10)
  })
})
