import { randomUUID } from "node:crypto"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest"
import { ordersOf, queryRows } from "../support/backups.ts"
import { runCommand } from "../support/commands.ts"
import { createDatabase } from "../support/database.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentComment, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

const [ORDER, CHILD, NEW_ORDER] = [randomUUID(), randomUUID(), randomUUID()]
const CANARY = "canary-in-a-body"
let folder: string
let databaseUrl: string
let portline: Portline
let before: object[]

const query = <Row extends Record<string, unknown>>(sql: string) => queryRows<Row>(databaseUrl, sql)

/** Everything came 40 days ago, but for one order's; then Portline starts that keeps bodies for 30. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-retention-"))
  databaseUrl = await createDatabase()
  const first = await startPortline({ env: { DATABASE_URL: databaseUrl } })
  const about = { order: ORDER, more: { support_key: "sr_sealed", note: CANARY } }
  for (const body of [
    sentStatus("submitted", { ...about, id: "s-1", at: "2024-05-01T10:00:00Z" }),
    sentStatus("exception", { ...about, id: "s-2", at: "2024-05-02T10:00:00Z", codes: ["NAME_MISMATCH"] }),
    sentStatus("submitted", { ...about, id: "s-3", at: "2024-05-03T10:00:00Z" }),
    sentMessaging("pending", { ...about, id: "s-4", at: "2024-05-03T11:00:00Z" }),
    sentComment({ body: "The words of a comment" }, { ...about, id: "s-5", at: "2024-05-03T12:00:00Z" }),
    sentSplit(ORDER, CHILD, { id: "s-6", at: "2024-05-04T10:00:00Z", numbers: ["one", "two"] }),
  ])
    expect((await post(first.url, body)).status).toBe(200)
  before = await ordersOf(first)
  await query("UPDATE events SET received_at = now() - interval '40 days'")
  await post(first.url, sentStatus("draft", { order: NEW_ORDER, more: { support_key: "sr_new" } }))
  await first.stop()
  portline = await startPortline({ env: { DATABASE_URL: databaseUrl, RAW_RETENTION_DAYS: "30" } })
  const deeds = async (): Promise<void> => {
    expect((await query<{ action: string }>("SELECT action FROM audit")).map(({ action }) => action)).toEqual(["bodies_deleted"])
  }
  await vi.waitFor(deeds, { timeout: 20_000 })
})
afterAll(async () => {
  await portline.stop()
  await rm(folder, { recursive: true, force: true })
})

const keyOf = async (id: string): Promise<string> =>
  ((await get(portline.url, `/api/events?event_id=${id}`)).json.data as { event: string }[])[0]?.event ?? ""

test("bodies of that age are gone from the database, the orders stand as they were, and the audit says so", async () => {
  const rows = await query<{ left: number; raw: number }>(
    "SELECT count(*) FILTER (WHERE raw <> '')::int AS left, count(*) FILTER (WHERE strpos(encode(raw, 'escape'), 'canary') > 0)::int AS raw FROM events",
  )
  expect(rows).toEqual([{ left: 1, raw: 0 }])
  expect((await ordersOf(portline)).filter((order) => !JSON.stringify(order).includes(NEW_ORDER))).toEqual(before)
  const [line] = await query<{ actor: string; detail: string }>("SELECT actor, detail FROM audit")
  expect(line).toEqual({ actor: "Portline", detail: "older than 30 days: 6 bodies, 0 quarantined, 0 in the pen; 2 orders sealed" })
})

test("the bytes are answered with 410, and what is left of a payload by values, codes and ids", async () => {
  const raw = await get(portline.url, `/api/events/${await keyOf("s-2")}/raw`)
  expect([raw.status, raw.json.title]).toEqual([410, "Gone"])
  const timeline = (await get(portline.url, "/api/orders/sr_sealed/timeline")).json.data as Record<string, unknown>[]
  expect(timeline).toHaveLength(6)
  expect(timeline.every(({ pruned_at }) => typeof pruned_at === "string")).toBe(true)
  expect(timeline[1]).toMatchObject({ payload: { id: ORDER, status: { value: "exception", details: [{ code: "NAME_MISMATCH" }] } } })
  expect(JSON.stringify(timeline)).not.toContain(CANARY)
  const comments = (await get(portline.url, "/api/orders/sr_sealed/comments")).json.data as { body: string }[]
  expect(comments.map(({ body }) => body)).toEqual(["The words of a comment"])
  const fresh = (await get(portline.url, "/api/orders/sr_new/timeline")).json.data as Record<string, unknown>[]
  expect(fresh[0]).not.toHaveProperty("pruned_at")
})

test("the screens still tell the rounds, the split and the timeline, and the inspector what is gone", async () => {
  const page = (await get(portline.url, "/orders/sr_sealed")).text
  expect(page).toContain("NAME_MISMATCH")
  for (const path of ["/orders/sr_sealed/lineage", "/api/orders/sr_sealed/lineage", "/events"])
    expect((await get(portline.url, path)).status, path).toBe(200)
  const inspector = (await get(portline.url, `/events?event=${await keyOf("s-2")}`)).text
  expect(inspector).toMatch(/Its body was deleted on/)
})

test("what comes later goes on from what is sealed, and a rebuild says how many are", async () => {
  await post(portline.url, sentStatus("ported", { order: ORDER, at: "2024-06-01T10:00:00Z", more: { support_key: "sr_sealed" } }))
  expect((await get(portline.url, "/api/orders/sr_sealed")).json.data).toMatchObject({ status: { value: "ported" } })
  const { code, output } = await runCommand("rebuild", [], { DATABASE_URL: databaseUrl })
  expect([code, output.trim().split("\n").slice(-2)]).toEqual([
    0,
    ["rebuild: 2 of them sealed: worked out from what their deleted bodies added up to", "rebuild: 3 orders, 0 differed"],
  ])
})

test("a backup holds what is sealed, and a restore goes on from it", async () => {
  const file = join(folder, "sealed.gz")
  expect(await runCommand("backup", [file], { DATABASE_URL: databaseUrl })).toMatchObject({ code: 0 })
  const other = { DATABASE_URL: await createDatabase({ migrated: false }) }
  expect(await runCommand("restore", [file], other)).toMatchObject({ code: 0 })
  const restored = await startPortline({ env: other })
  try {
    expect(await ordersOf(restored)).toEqual(await ordersOf(portline))
    const lineage = (url: string) => get(url, "/api/orders/sr_sealed/lineage")
    expect((await lineage(restored.url)).json).toEqual((await lineage(portline.url)).json)
    const comments = (url: string) => get(url, "/api/orders/sr_sealed/comments")
    expect((await comments(restored.url)).json).toEqual((await comments(portline.url)).json)
  } finally {
    await restored.stop()
  }
})

describe("a clock that is not to be believed deletes nothing", () => {
  let url: string

  async function agedBodies(): Promise<number> {
    const [row] = await queryRows<{ left: number }>(url, "SELECT count(*)::int AS left FROM events WHERE raw <> ''")
    return row?.left ?? 0
  }
  beforeEach(async () => {
    url = await createDatabase()
    const first = await startPortline({ env: { DATABASE_URL: url } })
    await post(first.url, sentStatus("draft", { order: randomUUID() }))
    await first.stop()
  })

  test("where it is another than the database's", async () => {
    const file = join(folder, "shift")
    await writeFile(file, String(3_650 * 86_400_000))
    const shifted = `--import ${join(import.meta.dirname, "../support/shifted-clock.mjs")}`
    const env = { DATABASE_URL: url, RAW_RETENTION_DAYS: "30", CLOCK_SHIFT: file, NODE_OPTIONS: shifted }
    const wrong = await startPortline({ env })
    await vi.waitFor(() => expect(wrong.output()).toContain("the database's clock is another than ours"), { timeout: 20_000 })
    await wrong.stop()
    expect(await agedBodies()).toBe(1)
  })

  test("where it is far beyond the last time, until a day later", async () => {
    await queryRows(url, "UPDATE events SET received_at = now() - interval '40 days'")
    const env = { DATABASE_URL: url, RAW_RETENTION_DAYS: "30" }
    const beyond = await startPortline({ env })
    await vi.waitFor(() => expect(beyond.output()).toContain("bodies are deleted for their age in a day"), { timeout: 20_000 })
    await beyond.stop()
    const again = await startPortline({ env })
    await vi.waitFor(() => expect(again.output()).toContain("bodies are deleted for their age in a day"), { timeout: 20_000 })
    await again.stop()
    expect(await agedBodies()).toBe(1)
    await queryRows(url, "UPDATE retention_runs SET at = at - interval '1 day'")
    const next = await startPortline({ env })
    await vi.waitFor(async () => expect(await agedBodies()).toBe(0), { timeout: 20_000 })
    await next.stop()
  })
})
