import { randomUUID } from "node:crypto"
import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import type { OrderJson } from "#lib/contract.ts"
import { closeDb } from "#lib/db/client.ts"
import { announce } from "#lib/env.ts"
import { isMessagingOpen } from "#lib/porting/messaging.ts"
import { SECTIONS, type Section, sectionOf } from "#lib/porting/sections.ts"
import { isUnheard } from "#lib/porting/unheard.ts"
import { getQueue } from "#lib/queries/get-queue.ts"
import { listOrders } from "#lib/queries/list-orders.ts"
import { orderFilterSchema } from "#lib/queries/order-filter.ts"
import { createDatabase } from "../support/database.ts"
import { sentDeleted, sentMessaging, sentStatus } from "../support/sent.ts"
import { storeWebhook } from "../support/take-webhook.ts"

const viewer = LOCAL_VIEWER
const now = Date.now()
const HOUR = 3_600_000

beforeAll(async () => {
  announce({ databaseUrl: await createDatabase() })
  const ages = fc.oneof(fc.integer({ min: 0, max: 45 * 24 }), fc.integer({ min: 13 * 24 + 1, max: 14 * 24 }))
  const story = fc.record({
    status: fc.constantFrom(
      "draft",
      "in-process",
      "submitted",
      "exception",
      "exception",
      "foc-date-confirmed",
      "ported",
      "cancelled",
      "manual",
    ),
    codes: fc.subarray(["OTHER", "LSR_PENDING", "SV_CONFLICT", "FOC_REJECTED", "PHONE_NUMBER_NOT_PORTABLE", "FOO_BAR"]),
    messaging: fc.constantFrom(null, "pending", "exception", "ported", "odd_state"),
    deleted: fc.constantFrom(false, false, false, true),
    hoursAgo: ages,
  })
  const stories = fc.sample(story, { numRuns: 400, seed: 7 })
  const sends = stories.flatMap(({ status, codes, messaging, deleted, hoursAgo }) => {
    const order = randomUUID()
    const at = new Date(now - hoursAgo * HOUR).toISOString()
    return [
      sentStatus(status, { order, at, codes: status === "exception" ? codes : [], more: { support_key: `sr_${order.slice(0, 8)}` } }),
      ...(messaging ? [sentMessaging(messaging, { order, at })] : []),
      ...(deleted ? [sentDeleted({ order, at })] : []),
    ]
  })
  for (let from = 0; from < sends.length; from += 50) await Promise.all(sends.slice(from, from + 50).map(storeWebhook))
})
afterAll(closeDb)

async function listed(query: Record<string, string>): Promise<{ total: number; orders: readonly OrderJson[] }> {
  const list = await listOrders(viewer, orderFilterSchema.parse({ limit: "200", include: "attention", ...query }))
  if (!list.ok) throw new Error(list.problem)
  return { total: list.query.total, orders: list.query.data }
}

function sectionAt({ attention }: OrderJson, moment: number): Section | null {
  if (!attention) throw new Error("Attention was asked for.")
  const millis = (text: string | null): number | null => (text === null ? null : Date.parse(text))
  return sectionOf(
    { court: attention.court, needs: attention.needs, dueAt: millis(attention.due_at), watchFrom: millis(attention.watch_from) },
    moment,
  )
}

test("the database and the rule put every order in the same section", async () => {
  for (const section of SECTIONS) {
    const { orders, total } = await listed({ attention: section })
    expect(total, section).toBeGreaterThan(3)
    expect(new Set(orders.map((order) => sectionAt(order, Date.now())))).toEqual(new Set([section]))
  }
  const all = await listed({ placeholder: "true", deleted: "true" })
  const sections = all.orders.map((order) => sectionAt(order, Date.now()))
  expect(sections.filter((section) => section === "overdue").length).toBeGreaterThan(0)
})

/** What Home and the lists behind its numbers say of one moment: where a clock ends between two questions, all are asked again. */
async function askAtOneMoment() {
  for (;;) {
    const queue = await getQueue(viewer, Date.now())
    const sections = await Promise.all(SECTIONS.map(async (section) => [section, (await listed({ attention: section })).total] as const))
    const needs = await Promise.all(Object.keys(queue.needs).map(async (court) => [court, (await listed({ needs: court })).total] as const))
    const open = await listed({ status: "ported", messaging: "pending,activating,exception,partial_port_complete" })
    const needing = await listed({ attention: "overdue,due,later" })
    const unheard = {
      status: (await listed({ status: Object.keys(queue.unheard.status).join(",") })).total,
      messaging: (await listed({ messaging: Object.keys(queue.unheard.messaging).join(",") })).total,
    }
    const after = await getQueue(viewer, Date.now())
    const isSame = SECTIONS.every((section) => after.sections[section].total === queue.sections[section].total)
    if (isSame) return { queue, sections, needs, open: open.total, needing: needing.total, unheard }
  }
}

test("Home's numbers are those of the lists that they link to", async () => {
  const { queue, sections, needs, open, needing, unheard } = await askAtOneMoment()
  for (const [section, total] of sections) expect(total, section).toBe(queue.sections[section].total)
  expect(Object.fromEntries(needs)).toEqual(queue.needs)
  expect(needing).toBe(Object.values(queue.needs).reduce((sum, count) => sum + count, 0))
  expect(needing).toBe(queue.sections.overdue.total + queue.sections.due.total + queue.sections.later.total)
  expect(open).toBe(queue.messaging_open)
  expect(queue.unheard).toEqual({ status: { manual: unheard.status }, messaging: { odd_state: unheard.messaging } })
  expect([unheard.status, unheard.messaging].every((count) => count > 3)).toBe(true)
})

test("what is in a state never heard of does not move by itself", async () => {
  const queue = await getQueue(viewer, Date.now())
  const { orders } = await listed({})
  const more = await listed({ sort: "last_event_at" })
  const all = [...new Map([...orders, ...more.orders].map((order) => [order.id, order])).values()]
  expect(all.length).toBe(more.total)
  const isMoving = (order: OrderJson): boolean => {
    const section = sectionAt(order, Date.now())
    const ended = ["ported", "cancelled"].includes(order.status?.value ?? "")
    return (
      !isUnheard(order) &&
      (section === null || section === "watch") &&
      (!ended || (order.status?.value === "ported" && isMessagingOpen(order.messaging)))
    )
  }
  expect(queue.moving).toBe(all.filter(isMoving).length)
})

test("no order stands in two sections, and the most urgent stand first", async () => {
  const queue = await getQueue(viewer, Date.now())
  const ids = SECTIONS.flatMap((section) => queue.sections[section].orders.map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
  const dues = queue.sections.overdue.orders.map(({ attention }) => attention?.due_at ?? "")
  expect(dues).toEqual(dues.toSorted())
})

test("the queue of one court has its orders alone, by the same sections, and the numbers of all", async () => {
  const all = await getQueue(viewer, Date.now())
  for (const court of ["you", "decide", "customer", "carrier", "telnyx"] as const) {
    const queue = await getQueue(viewer, Date.now(), { needs: court })
    expect(queue.needs).toEqual(all.needs)
    for (const section of SECTIONS) {
      const { orders } = queue.sections[section]
      const own = queue.sections[section].by_court[court] ?? 0
      expect(orders.length, `${court} ${section}`).toBe(Math.min(own, 50))
      for (const order of orders) expect([order.attention?.court, sectionAt(order, Date.now())]).toEqual([court, section])
    }
  }
})

test("an order whose messaging is open is not done although its voice has ported", async () => {
  const { orders } = await listed({ status: "ported", messaging: "exception" })
  expect(orders.length).toBeGreaterThan(3)
  expect(orders.every(({ attention }) => attention?.needs && attention.court === "telnyx")).toBe(true)
})
