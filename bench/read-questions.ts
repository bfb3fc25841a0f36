import type pg from "pg"
import { urls } from "#lib/contract.ts"
import { createDemoRandom } from "#prisma/demo-random.ts"
import { LANDMARKS } from "./landmarks.ts"

/** What is asked, each time another path; `mostMs` is the p95 to reach at a million orders. */
export type Question = {
  readonly name: string
  readonly paths: readonly string[]
  readonly mostMs: number | null
  readonly isPage?: boolean
}

const ASKED = 60

/** Two filters of the list at a time, some of them with nothing in common. */
const CHOICES: readonly (readonly [string, readonly string[]])[] = [
  ["status", ["ported", "exception", "submitted", "draft", "cancelled", "port-on-hold", "-ported"]],
  ["court", ["you", "carrier", "telnyx", "none", "decide"]],
  ["messaging", ["pending", "ported", "exception", "activating"]],
  ["exception_code", ["ACCOUNT_NUMBER_MISMATCH", "LOA_ILLEGIBLE", "OTHER"]],
  ["needs", ["you", "customer", "carrier"]],
  ["attention", ["overdue", "due", "later", "watch"]],
  ["split", ["any", "in", "out", "cycle"]],
  ["last_event", ["24h", "7d", "-30d"]],
  ["status_age", ["2d", "14d", "-1d"]],
]
const SORTS = ["-last_event_at", "last_event_at", "status_since", "-status_since", "support_key", "customer_reference", "due_at"]

const EVENTS: readonly Record<string, string>[] = [
  ...["new", "repeat", "conflict", "quarantined", "late", "unknown_type"].map((verdict) => ({ verdict })),
  ...["status_changed", "split", "deleted", "never_heard_of"].map((type) => ({ event_type: `porting_order.${type}` })),
]

async function someOrders(client: pg.Client): Promise<{ readonly id: string; readonly key: string; readonly reference: string }[]> {
  const { rows } = await client.query<{ id: string; key: string; reference: string }>(
    `SELECT id::text, support_key AS key, customer_reference AS reference FROM orders TABLESAMPLE SYSTEM (5)
     WHERE support_key IS NOT NULL AND customer_reference IS NOT NULL ORDER BY md5(id::text) LIMIT $1`,
    [ASKED],
  )
  return rows
}

const list = (query: Record<string, string>): string => urls.api.orders(new URLSearchParams(query))

/** All questions over the world that is loaded, the same for the same world. */
export async function readQuestions(client: pg.Client): Promise<readonly Question[]> {
  const random = createDemoRandom("questions")
  const orders = await someOrders(client)
  const pairs = CHOICES.flatMap((one, index) => CHOICES.slice(index + 1).map((other) => [one, other] as const))
  const two = pairs.map(([one, other]) =>
    Object.fromEntries([one, other].map(([name, values]) => [name, random.pick(values as unknown as [string, ...string[]])])),
  )
  const singles = CHOICES.flatMap(([name, values]) => values.map((value) => ({ [name]: value })))
  const parts = orders.map(({ reference }) => reference.slice(2, 2 + random.whole(4, 9))).filter((part) => [...part].length >= 3)
  return [
    { name: "exact key, list", paths: orders.map(({ key }) => list({ support_key: key })), mostMs: 30 },
    { name: "exact key, order", paths: orders.map(({ key }) => urls.api.order(key)), mostMs: 30 },
    { name: "no filter", paths: [list({})], mostMs: 200 },
    { name: "one filter", paths: singles.map(list), mostMs: 200 },
    { name: "any two filters", paths: two.map(list), mostMs: 200 },
    { name: "one filter, any sort", paths: singles.flatMap((one) => SORTS.map((sort) => list({ ...one, sort }))), mostMs: 200 },
    { name: "each sort", paths: SORTS.map((sort) => list({ sort })), mostMs: 200 },
    { name: "part of a reference", paths: parts.map((q) => list({ q })), mostMs: 200 },
    { name: "shared reference", paths: [list({ q: "shared reference" }), list({ customer_reference: LANDMARKS.reference })], mostMs: 200 },
    { name: "facets, no filter", paths: [urls.api.facets()], mostMs: 200 },
    { name: "facets, one filter", paths: singles.map((query) => urls.api.facets(new URLSearchParams(query))), mostMs: null },
    { name: "events by verdict, type", paths: EVENTS.map((query) => urls.api.events(new URLSearchParams(query))), mostMs: null },
    { name: "stats", paths: [urls.api.stats], mostMs: null },
    { name: "page: Home", paths: [urls.home], mostMs: 150, isPage: true },
    { name: "page: Orders", paths: [urls.orders()], mostMs: 200, isPage: true },
    { name: "page: Order, 2,000 events", paths: [urls.order(LANDMARKS.busy)], mostMs: 200, isPage: true },
    { name: "page: Order, 10,000 events", paths: [urls.order(LANDMARKS.busiest)], mostMs: null, isPage: true },
    { name: "page: Lineage, 5,000 orders", paths: [urls.lineage(LANDMARKS.family)], mostMs: 400, isPage: true },
    { name: "page: Events", paths: [urls.events()], mostMs: null, isPage: true },
  ]
}
