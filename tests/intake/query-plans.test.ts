import { randomUUID } from "node:crypto"
import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import { allOrderIds } from "#lib/db/all-order-ids.ts"
import { closeDb, intakeDb, readDb } from "#lib/db/client.ts"
import { judgedOrders } from "#lib/db/judged-orders.ts"
import { announce } from "#lib/env.ts"
import { STATUSES } from "#lib/porting/status.ts"
import { findMissingNames } from "#lib/queries/find-missing-names.ts"
import { getEvent } from "#lib/queries/get-event.ts"
import { getExampleOrder } from "#lib/queries/get-example-order.ts"
import { getFacets } from "#lib/queries/get-facets.ts"
import { getInbox } from "#lib/queries/get-inbox.ts"
import { getLineage } from "#lib/queries/get-lineage.ts"
import { getMetrics } from "#lib/queries/get-metrics.ts"
import { getOrder } from "#lib/queries/get-order.ts"
import { getOrderPage } from "#lib/queries/get-order-page.ts"
import { getOrderTimeline } from "#lib/queries/get-order-timeline.ts"
import { getPulse } from "#lib/queries/get-pulse.ts"
import { getQueue } from "#lib/queries/get-queue.ts"
import { getRawEvent } from "#lib/queries/get-raw-event.ts"
import { getSchedule } from "#lib/queries/get-schedule.ts"
import { getStats } from "#lib/queries/get-stats.ts"
import { getStatusHistory } from "#lib/queries/get-status-history.ts"
import { listComments } from "#lib/queries/list-comments.ts"
import { eventFilterSchema, listEvents } from "#lib/queries/list-events.ts"
import { listOnCycles } from "#lib/queries/list-on-cycles.ts"
import { listOrders } from "#lib/queries/list-orders.ts"
import { listUnseenCodes } from "#lib/queries/list-unseen-codes.ts"
import { orderExportSchema, orderFilterSchema } from "#lib/queries/order-filter.ts"
import { countConflicts } from "#lib/queries/reused-event-ids.ts"
import { searchOrders } from "#lib/queries/search-orders.ts"
import { streamOrders } from "#lib/queries/stream-orders.ts"
import { createDatabase } from "../support/database.ts"
import { sentComment, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"
import { storeWebhook } from "../support/take-webhook.ts"

const viewer = LOCAL_VIEWER
const BASE = 200
const COPIES = 499
const HOUR = 3_600_000
const now = Date.now()

/** Tables that grow with what comes in; of all others a scan stays small. */
const LARGE = ["orders", "events", "event_orders", "deliveries", "comments", "split_members"]

let databaseUrl: string
let client: pg.Client
/** The first column of each index that has several, by the index's name. */
let firsts: ReadonlyMap<string, string>
let known: { readonly id: string; readonly key: string; readonly reference: string; readonly event: string }

async function sendBase(): Promise<void> {
  const ids = Array.from({ length: BASE }, () => randomUUID())
  const bodies = ids.flatMap((order, index) => {
    const at = (hours: number): string => new Date(now - ((index * 37) % 900) * HOUR + hours * HOUR).toISOString()
    const more = { support_key: `sr_${order.slice(0, 8)}`, customer_reference: `ACME ${order.slice(0, 13)}` }
    const status = STATUSES[index % STATUSES.length]
    return [
      sentStatus("draft", { order, at: at(-9), more }),
      sentStatus(status, { order, at: at(-2), more, codes: status === "exception" ? [index % 3 ? "OTHER" : "LOA_ILLEGIBLE"] : [] }),
      ...(index % 4 === 0 ? [sentMessaging(["pending", "exception", "ported"][index % 3], { order, at: at(-1) })] : []),
      ...(index % 10 === 0 ? [sentComment({ id: randomUUID(), body: "Hello" }, { order, at: at(-1) })] : []),
      ...(index % 20 === 1 ? [sentSplit(order, ids[index - 1] ?? "", { at: at(-1) })] : []),
    ]
  })
  for (let from = 0; from < bodies.length; from += 50) await Promise.all(bodies.slice(from, from + 50).map(storeWebhook))
}

/** What a copy has of its own in a column; the rest is as in the row that it is made of. Times move by hours. */
const OWN: Readonly<Record<string, string>> = {
  id: "md5(t.id || 'copy' || n)::uuid",
  order_id: "md5(t.order_id || 'copy' || n)::uuid",
  from_id: "md5(t.from_id || 'copy' || n)::uuid",
  to_id: "md5(t.to_id || 'copy' || n)::uuid",
  key: "md5(t.key || 'copy' || n)",
  event_key: "md5(t.event_key || 'copy' || n)",
  event_id_hash: "decode(md5(t.event_id || 'copy' || n), 'hex')",
  order_ids: "ARRAY(SELECT md5(o || 'copy' || n)::uuid FROM unnest(t.order_ids) AS u(o))",
  receipt_id: "md5(t.receipt_id || 'copy' || n)::uuid",
  support_key: "t.support_key || n",
  customer_reference: "t.customer_reference || n",
  ...Object.fromEntries(
    ["last_event_at", "status_since", "due_at", "watch_from", "updated_at", "received_at"].map((name) => [
      name,
      `t.${name} - n * interval '1 hour'`,
    ]),
  ),
}

/** A hundred thousand orders, made by PostgreSQL of those that came in. */
async function multiply(): Promise<void> {
  // By deliveries only repeats are asked for, of which the copies have none.
  for (const table of LARGE.filter((name) => name !== "deliveries")) {
    const { rows } = await client.query<{ name: string }>(
      "SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 AND is_generated = 'NEVER' AND identity_generation IS NULL ORDER BY ordinal_position",
      [table],
    )
    const columns = rows.map(({ name }) => name)
    const values = columns.map((name) => OWN[name] ?? `t.${name}`)
    await client.query(
      `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${values.join(", ")} FROM ${table} t, generate_series(1, ${COPIES}) AS n`,
    )
  }
  await client.query("VACUUM ANALYZE")
}

beforeAll(async () => {
  databaseUrl = await createDatabase()
  announce({ databaseUrl })
  client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await sendBase()
  await multiply()
  const { rows } = await client.query(
    `SELECT id::text, support_key AS key, customer_reference AS reference,
      (SELECT event_key FROM event_orders WHERE order_id = o.id LIMIT 1) AS event FROM orders o WHERE split_in LIMIT 1`,
  )
  known = rows[0]
  const indexes = await client.query<{ name: string; first: string }>(
    "SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid, 1, true) AS first FROM pg_index WHERE indnatts > 1",
  )
  firsts = new Map(indexes.rows.map(({ name, first }) => [name, first]))
  await listOnCycles()
}, 120_000)
afterAll(async () => {
  await client.end()
  await closeDb()
})

type Statement = { readonly text: string; readonly values: unknown[] }
type Node = {
  readonly "Node Type": string
  readonly "Relation Name"?: string
  readonly "Index Name"?: string
  readonly "Index Cond"?: string
  readonly "Plan Rows"?: number
  readonly "Actual Rows"?: number
  readonly "Actual Loops"?: number
  readonly "Rows Removed by Filter"?: number
  readonly Plans?: readonly Node[]
}

/** All statements that are asked while something runs, as the driver sends them. */
async function statementsOf(ask: () => Promise<unknown>): Promise<Statement[]> {
  const asked: Statement[] = []
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function spy(this: pg.Client, ...args: unknown[]) {
    const [config] = args as [{ text?: string; values?: unknown[] }]
    if (typeof config?.text === "string") asked.push({ text: config.text, values: config.values ?? [] })
    return (query as (...given: unknown[]) => unknown).apply(this, args)
  } as typeof query
  try {
    await ask()
  } finally {
    pg.Client.prototype.query = query
  }
  return asked.filter(({ text }) => /^\s*(SELECT|WITH)/i.test(text))
}

/**
 * Where a plan reads a whole table that grows: a scan of it, or of one of its indexes from end to end, with nothing that ends
 * it long before. `most`: how many rows the limit above lets through.
 */
function wholeScans(node: Node, most = Number.POSITIVE_INFINITY): string[] {
  const {
    "Node Type": type,
    "Relation Name": table = "",
    "Index Name": index,
    "Index Cond": condition,
    "Plan Rows": rows = 0,
    Plans = [],
  } = node
  const isWhole = type === "Seq Scan" || (/^Index/.test(type) && condition === undefined)
  const scans = LARGE.includes(table) && isWhole && rows < most ? [`${type} of ${index ?? table}`] : []
  return [...scans, ...Plans.flatMap((plan) => wholeScans(plan, type === "Limit" ? rows : most))]
}

/** Where a plan goes over an index by another column than its first: all of it is read then, too. */
function withoutFirst(node: Node): string[] {
  const { "Index Name": index = "", "Index Cond": condition, Plans = [] } = node
  const first = firsts.get(index)
  const isWhole = first !== undefined && condition !== undefined && !condition.includes(first)
  return [...(isWhole ? [`${index} without ${first}`] : []), ...Plans.flatMap(withoutFirst)]
}

const allOf = (plan: Node): string[] => [...wholeScans(plan), ...withoutFirst(plan)]

async function scansOf(ask: () => Promise<unknown>): Promise<string[]> {
  const scans: string[] = []
  const statements = await statementsOf(ask)
  expect(statements.length).toBeGreaterThan(0)
  for (const { text, values } of statements) {
    const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: Node }] }>({ text: `EXPLAIN (FORMAT JSON) ${text}`, values })
    scans.push(...allOf(rows[0]?.["QUERY PLAN"][0].Plan ?? { "Node Type": "none" }))
  }
  return scans
}

const list = (query: Record<string, string>) => listOrders(viewer, orderFilterSchema.parse(query))
const facets = (query: Record<string, string>) => getFacets(viewer, orderFilterSchema.parse(query))
const events = (query: Record<string, string>) => listEvents(viewer, eventFilterSchema.parse(query))

const QUESTIONS: readonly { readonly what: string; readonly ask: () => Promise<unknown> }[] = [
  { what: "the list", ask: () => list({}) },
  ...["-last_event_at", "last_event_at", "status_since", "-status_since", "support_key", "customer_reference", "due_at"].map((sort) => ({
    what: `the list sorted by ${sort}`,
    ask: () => list({ sort }),
  })),
  ...Object.entries({
    status: ["ported", "exception", "-ported"],
    exception_code: ["LOA_ILLEGIBLE"],
    messaging: ["pending"],
    court: ["you", "-none"],
    needs: ["you"],
    attention: ["overdue", "due", "later", "watch"],
    split: ["any", "in", "cycle"],
    status_age: ["14d", "-1d"],
    last_event: ["24h", "-30d"],
    flag: ["future"],
    placeholder: ["only"],
    deleted: ["only"],
  }).flatMap(([name, values]) => values.map((value) => ({ what: `the list by ${name}=${value}`, ask: () => list({ [name]: value }) }))),
  { what: "the list by two filters", ask: () => list({ status: "exception", messaging: "pending" }) },
  { what: "the list by one filter and a sort", ask: () => list({ court: "you", sort: "due_at" }) },
  { what: "the list by support key", ask: () => list({ support_key: known.key }) },
  { what: "the list by any key", ask: () => list({ any_key: `${known.key},${known.reference}` }) },
  { what: "the list by id", ask: () => list({ id: known.id }) },
  { what: "the list by reference", ask: () => list({ customer_reference: known.reference }) },
  { what: "the list by a part of a reference", ask: () => list({ q: known.reference.slice(3, 12) }) },
  { what: "the list by what has changed", ask: () => list({ updated_since: new Date(now - HOUR).toISOString() }) },
  { what: "the facets", ask: () => facets({}) },
  { what: "the facets of a status", ask: () => facets({ status: "exception" }) },
  { what: "the facets of an age", ask: () => facets({ status_age: "14d" }) },
  { what: "the facets of what is silent", ask: () => facets({ last_event: "-2d", needs: "you" }) },
  { what: "the facets of a queue", ask: () => facets({ needs: "you" }) },
  { what: "the facets of all but a queue", ask: () => facets({ needs: "-you" }) },
  { what: "the facets of all but a section", ask: () => facets({ attention: "-overdue", status: "submitted" }) },
  { what: "names that are missing", ask: () => findMissingNames(viewer, { support_key: [known.key], any_key: [known.reference] }) },
  {
    what: "orders with a code, by new rules",
    ask: () => judgedOrders(readDb(), { statuses: [], codes: ["LOA_ILLEGIBLE"], messaging: false }).next(),
  },
  { what: "Home", ask: () => getQueue(viewer, now) },
  { what: "Home, of a court that few orders wait on", ask: () => getQueue(viewer, now, { needs: "decide" }) },
  { what: "an order by key", ask: () => getOrder(viewer, known.key, { include: "attention" }) },
  { what: "an order's page", ask: () => getOrderPage(viewer, known.id, { sort: "-occurred_at", limit: 50 }) },
  { what: "an order's timeline", ask: () => getOrderTimeline(viewer, known.id, { sort: "-occurred_at", limit: 50 }) },
  { what: "an order's status history", ask: () => getStatusHistory(viewer, known.id) },
  { what: "an order's comments", ask: () => listComments(viewer, known.id) },
  { what: "an order with a code", ask: () => getExampleOrder(viewer, "LOA_ILLEGIBLE") },
  { what: "codes without a guide", ask: () => listUnseenCodes(viewer, {}) },
  { what: "stats", ask: () => getStats(viewer) },
  { what: "the pulse", ask: () => getPulse(viewer, now) },
  { what: "metrics", ask: () => getMetrics(viewer) },
  { what: "the schedule of tries", ask: () => getSchedule(viewer) },
  { what: "one event", ask: () => getEvent(viewer, known.event) },
  { what: "one event's bytes", ask: () => getRawEvent(viewer, known.event) },
  { what: "a lineage", ask: () => getLineage(viewer, known.id) },
  { what: "a search", ask: () => searchOrders(viewer, known.reference) },
  { what: "a search for a key as it was heard", ask: () => searchOrders(viewer, known.key.slice(3)) },
  { what: "a search for several words", ask: () => searchOrders(viewer, `${known.reference.slice(5)} acme`) },
  { what: "the inbox", ask: () => events({}) },
  { what: "the inbox's quarantine", ask: () => events({ state: "quarantined" }) },
  { what: "the inbox of an order", ask: () => events({ order: known.id }) },
  { what: "the inbox's conflicts", ask: () => events({ verdict: "conflict" }) },
  { what: "the inbox by event id", ask: () => events({ event_id: "none" }) },
]

test.each(QUESTIONS)("at a hundred thousand orders $what goes by indexes and counts", async ({ ask }) => {
  expect(await scansOf(ask)).toEqual([])
})

test.each([
  ["last_event=-30d", "orders_newest_idx", "last_event_at < now() - interval '30 days'", "last_event_at DESC"],
  ["status_age=-20d&sort=status_since", "orders_longest_idx", "status_since > now() - interval '20 days'", "status_since"],
])("a list without what a span names begins where the others do: %s", async (query, index, condition, order) => {
  const ask = () => list(Object.fromEntries(new URLSearchParams(query)))
  const conditions: string[] = []
  const look = ({ "Index Name": name, "Index Cond": found = "", Plans = [] }: Node): void => {
    if (name === index) conditions.push(found)
    Plans.forEach(look)
  }
  for (const { text, values } of await statementsOf(ask)) {
    const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: Node }] }>({ text: `EXPLAIN (FORMAT JSON) ${text}`, values })
    look(rows[0]?.["QUERY PLAN"][0].Plan ?? { "Node Type": "none" })
  }
  expect(conditions).toEqual([expect.stringMatching(/[<>] '20/)])
  const { rows } = await client.query<{ id: string }>(
    `SELECT id::text FROM orders WHERE deleted_at IS NULL AND NOT placeholder AND ${condition} ORDER BY ${order}, id LIMIT 50`,
  )
  const found = await ask()
  expect(found.ok && found.query.total_is_exact).toBe(false)
  expect(found.ok && found.query.data.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
})

/** The most rows of one table that a part of a plan has read. */
function mostRead(node: Node): number {
  const {
    "Relation Name": table,
    "Actual Rows": rows = 0,
    "Actual Loops": loops = 0,
    "Rows Removed by Filter": removed = 0,
    Plans = [],
  } = node
  return Math.max(table === undefined ? 0 : (rows + removed) * loops, ...Plans.map(mostRead))
}

/** The same of each statement that a question asks. */
async function readBy(ask: () => Promise<unknown>): Promise<number[]> {
  const read: number[] = []
  for (const { text, values } of await statementsOf(ask)) {
    const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: Node }] }>({ text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values })
    read.push(mostRead(rows[0]?.["QUERY PLAN"][0].Plan ?? { "Node Type": "none" }))
  }
  return read
}

test("a list whose orders lie at the far end of its sort is found by what they are", async () => {
  await client.query(
    "UPDATE orders SET status_value = 'seldom' WHERE id IN (SELECT id FROM orders WHERE deleted_at IS NULL AND NOT placeholder ORDER BY last_event_at DESC LIMIT 11000)",
  )
  await client.query("VACUUM ANALYZE orders")
  const query = { status: "seldom", sort: "last_event_at", limit: "50" }
  const read = await readBy(() => list(query))
  expect(Math.max(...read)).toBeGreaterThan(1_000)
  expect(Math.max(...read)).toBeLessThan(15_000)
  const { rows } = await client.query<{ id: string }>(
    "SELECT id::text FROM orders WHERE status_value = 'seldom' AND deleted_at IS NULL AND NOT placeholder ORDER BY last_event_at NULLS LAST, id LIMIT 100",
  )
  const first = await list(query)
  const cursor = first.ok ? (first.query.next_cursor ?? "") : ""
  const second = await list({ ...query, cursor })
  expect([first, second].flatMap((page) => (page.ok ? page.query.data.map(({ id }) => id) : []))).toEqual(rows.map(({ id }) => id))
})

test.each([
  ...["new", "repeat", "quarantined", "late", "unknown_type"].map((verdict) => ({ verdict })),
  ...["split", "deleted", "never_heard_of"].map((type) => ({ event_type: `porting_order.${type}` })),
])("the inbox by %o reads few events, be there many such or none", async (query) => {
  expect(Math.max(...(await readBy(() => events(query))))).toBeLessThan(1_000)
})

test("the list of orders without a flag reads those alone that it counts", async () => {
  expect(Math.max(...(await readBy(() => list({ flag: "-future" }))))).toBeLessThan(15_000)
})

test("conflicts, and orders with an id that was used again, are read by the ids that are kept", async () => {
  const at = new Date(now - HOUR).toISOString()
  for (const status of ["draft", "submitted"]) await storeWebhook(sentStatus(status, { order: known.id, id: "used twice", at }))
  expect(Math.max(...(await readBy(() => events({ verdict: "conflict" }))))).toBeLessThan(1_000)
  expect(Math.max(...(await readBy(() => list({ flag: "id_reused" }))))).toBeLessThan(1_000)
  expect(Math.max(...(await readBy(countConflicts)))).toBeLessThan(1_000)
  expect(Math.max(...(await readBy(() => getInbox(viewer))))).toBeLessThan(3_000)
  const conflicts = await events({ verdict: "conflict" })
  expect(conflicts.ok && conflicts.query.data).toMatchObject([{ event_id: "used twice" }])
})

test("a page of the orders that rules concern, or that are worked out again, is read by their ids", async () => {
  const statuses = judgedOrders(readDb(), { statuses: ["submitted"], codes: [], messaging: false })
  const codes = judgedOrders(readDb(), { statuses: [], codes: ["OTHER"], messaging: false })
  const all = allOrderIds(readDb())
  for (const pages of [statuses, codes, all]) {
    await pages.next()
    expect(Math.max(...(await readBy(() => pages.next())))).toBeLessThan(20_000)
  }
})

test("an export of a seldom code is found by combinations, whole", async () => {
  await client.query(
    `UPDATE orders SET exception_codes = '{SELDOM}' WHERE id IN
       (SELECT id FROM orders WHERE deleted_at IS NULL AND NOT placeholder AND status_value = 'exception' ORDER BY md5(id::text) LIMIT 3)`,
  )
  const pages = streamOrders(viewer, orderExportSchema.parse({ exception_code: "SELDOM" }))
  expect(Math.max(...(await readBy(() => pages.next())))).toBeLessThan(5_000)
  const ids: string[] = []
  for await (const page of streamOrders(viewer, orderExportSchema.parse({ exception_code: "SELDOM" })))
    ids.push(...page.map(({ id }) => id))
  const { rows } = await client.query<{ id: string }>("SELECT id::text FROM orders WHERE 'SELDOM' = ANY(exception_codes) ORDER BY id")
  expect(ids).toEqual(rows.map(({ id }) => id))
  expect(ids).toHaveLength(3)
})

test("an export is sorted as it is asked where it holds 10,000 orders at most, and comes by id where it holds more", async () => {
  const exported = (query: object) => streamOrders(viewer, orderExportSchema.parse({ ...query, sort: "-last_event_at" }))
  const { rows } = await client.query<{ id: string }>(
    "SELECT id::text FROM orders o WHERE 'SELDOM' = ANY(exception_codes) ORDER BY o.last_event_at DESC, o.id",
  )
  const { value: few = [] } = await exported({ exception_code: "SELDOM" }).next()
  expect(few.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
  const pages = exported({})
  const ids = [...((await pages.next()).value ?? []), ...((await pages.next()).value ?? [])].map(({ id }) => id)
  expect(ids).toHaveLength(200)
  expect(ids).toEqual(ids.toSorted())
  expect(Math.max(...(await readBy(() => exported({}).next())))).toBeLessThan(30_000)
})

test("an export passes over no order that comes to a new combination while it looks for them", async () => {
  const { rows } = await client.query<{ id: string }>("SELECT id::text FROM orders WHERE 'SELDOM' = ANY(exception_codes) ORDER BY id")
  const holder = new pg.Client({ connectionString: databaseUrl })
  await holder.connect()
  await holder.query("BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE")
  const page = streamOrders(viewer, orderExportSchema.parse({ exception_code: "SELDOM" })).next()
  const waiting = async () =>
    (await client.query("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")).rows
  await expect.poll(waiting, { timeout: 10_000, interval: 20 }).toHaveLength(1)
  await holder.query("UPDATE orders SET messaging_status = 'never there before' WHERE id = $1", [rows[1]?.id])
  await holder.query("COMMIT")
  await holder.end()
  expect((await page).value?.map(({ id }: { id: string }) => id)).toEqual(rows.map(({ id }) => id))
})

test("which orders lie on cycles is looked for among all moves of splits once, until one comes or goes", async () => {
  await client.query("INSERT INTO split_changes VALUES (1)")
  expect(await scansOf(() => facets({}))).toEqual(["Index Only Scan of split_members_pkey"])
  expect(await scansOf(() => facets({}))).toEqual([])
})

/** More events of an order than are read at once: copies of its first one. */
async function lengthen(order: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'events' AND is_generated = 'NEVER' AND column_name <> 'key'",
  )
  const columns = rows.map(({ name }) => name).join(", ")
  await client.query(
    `WITH copied AS (
       INSERT INTO events (key, ${columns})
       SELECT md5('long' || n), ${columns} FROM generate_series(1, 1500) AS n,
         (SELECT * FROM events WHERE key IN (SELECT event_key FROM event_orders WHERE order_id = $1) AND kind = 0 ORDER BY occurred_at LIMIT 1) AS e
       RETURNING key
     ) INSERT INTO event_orders (order_id, event_key) SELECT $1, key FROM copied`,
    [order],
  )
}

test("webhooks go by keys, by plans that are made while the tables are empty", async () => {
  await lengthen(known.id)
  const [made, draft] = [randomUUID(), sentStatus("draft", { at: new Date(now - HOUR).toISOString() })]
  const late = new Date(now - 20_000 * HOUR).toISOString()
  // New ones, a repeat, one that is too late to be taken without its order's log, and one that only bodies tell of.
  const bodies = [
    sentStatus("submitted", { order: known.id }),
    sentComment({}, { order: made }),
    sentSplit(known.id, made),
    draft,
    draft,
    sentStatus("exception", { order: known.id, at: late }),
    sentStatus("never heard of", { order: known.id, at: late }),
  ]
  const statements = await statementsOf(async () => {
    for (const body of bodies) await storeWebhook(body)
  })
  expect(statements.length).toBeGreaterThan(bodies.length * 2)
  expect(statements.some(({ text }) => text.includes("AS p(order_id, key)"))).toBe(true)
  const settings = await intakeDb().$queryRaw<{ name: string; setting: string }[]>`
    SELECT name, setting FROM pg_settings WHERE source = 'client' AND name ~ '^(enable|plan)_'`
  expect(settings.map(({ name }) => name)).toContain("plan_cache_mode")
  const empty = new pg.Client({ connectionString: await createDatabase() })
  await empty.connect()
  for (const { name, setting } of settings) await empty.query(`SET ${name} = ${setting}`)
  for (const { text } of statements) {
    const { rows } = await empty.query<{ "QUERY PLAN": [{ Plan: Node }] }>(`EXPLAIN (FORMAT JSON, GENERIC_PLAN) ${text}`)
    const scans = allOf(rows[0]?.["QUERY PLAN"][0].Plan ?? { "Node Type": "none" })
    expect({ text, scans }).toEqual({ text, scans: [] })
  }
  await empty.end()
})

test("a question without an index is told from these", async () => {
  const ask = (): Promise<unknown> => readDb().$queryRaw`SELECT id::text FROM orders WHERE status_details = 'none'`
  expect(await scansOf(ask)).toEqual(["Seq Scan of orders"])
})
