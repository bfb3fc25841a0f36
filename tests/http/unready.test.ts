import { createHash } from "node:crypto"
import { mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { freePort } from "#prisma/free-port.ts"
import { createDatabase } from "../support/database.ts"
import { until, untilKeeping } from "../support/ledger.ts"
import { launch } from "../support/portline.ts"
import { startRelay } from "../support/relay.ts"
import { sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

const LATER = "29990101000000_later"

let DATA_DIR: string
beforeEach(async () => {
  DATA_DIR = await mkdtemp(join(tmpdir(), "portline-unready-"))
})
const running: { stop: () => Promise<unknown> }[] = []
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop()
  await rm(DATA_DIR, { recursive: true, force: true })
})

type Unready = { readonly url: string; readonly output: () => string; readonly stop: () => Promise<number | null> }

/** A Portline that listens, whatever its database does. */
async function startUnready(DATABASE_URL: string, env: Record<string, string> = {}): Promise<Unready> {
  const PORT = String(await freePort())
  const { child, output, exited } = launch({ env: { DATA_DIR, DATABASE_URL, PORT, ...env } })
  const stop = async (): Promise<number | null> => {
    child.kill("SIGTERM")
    return exited
  }
  running.push({ stop })
  const url = `http://127.0.0.1:${PORT}`
  await until("it listens", async () => (await get(url, "/api/health")).status === 200)
  return { url, output, stop }
}

async function query(url: string, ...statements: string[]): Promise<pg.QueryResult["rows"]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  let rows: pg.QueryResult["rows"] = []
  for (const statement of statements) ({ rows } = await client.query(statement))
  await client.end()
  return rows
}

const hashesIn = async (url: string): Promise<string[]> =>
  (await query(url, "SELECT encode(sha256(raw), 'hex') AS hash FROM events")).map(({ hash }) => hash).sort()

/** Sends a few webhooks that must go to disk; gives their hashes. */
async function sendSpooled(url: string, count: number): Promise<string[]> {
  const bodies = Array.from({ length: count }, () => sentStatus("submitted"))
  for (const body of bodies) expect(await post(url, body)).toMatchObject({ status: 200, json: { result: "spooled" } })
  return bodies.map((body) => createHash("sha256").update(body).digest("hex")).sort()
}

async function expectRefusing(url: string, reason: RegExp): Promise<void> {
  expect(await get(url, "/api/ready")).toMatchObject({
    status: 503,
    type: "application/problem+json; charset=utf-8",
    json: { title: "Unavailable", status: 503, detail: expect.stringMatching(reason), signatures_checked: expect.any(Boolean) },
  })
  const orders = await get(url, "/api/orders")
  expect([orders.status, orders.type, orders.headers.get("retry-after")]).toEqual([503, "application/problem+json; charset=utf-8", "5"])
  const page = await get(url, "/orders")
  expect([page.status, page.type, page.text]).toEqual([503, "text/html; charset=utf-8", expect.stringMatching(reason)])
  expect(page.text).toContain("Webhooks are taken meanwhile")
}

describe.each([1, 2])("with %i server processes", (workers) => {
  test("a start without its database listens, says so, and has all that came once the database is there", async () => {
    const database = await createDatabase()
    const relay = await startRelay(database)
    running.push(relay)
    relay.fail({ afterBytes: 0, deed: "cut" })
    const portline = await startUnready(relay.url, { WORKERS: String(workers) })
    await until("it is told", async () => portline.output().includes("does not answer"))
    const sent = await sendSpooled(portline.url, 5)
    await expectRefusing(portline.url, /database does not answer/)
    relay.heal()
    await until("it is ready", async () => (await get(portline.url, "/api/ready")).status === 200)
    await untilKeeping(portline.url)
    expect(await hashesIn(database)).toEqual(expect.arrayContaining(sent))
    expect(await portline.stop()).toBe(0)
  })
})

test("row 59: on a newer version's database it serves no page and writes nothing there, but keeps webhooks for that version", async () => {
  const database = await createDatabase()
  await query(
    database,
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ('x', 'x', '${LATER}', now(), 1)`,
  )
  const old = await startUnready(database)
  await until("it is told", async () => old.output().includes(`it holds the migration ${LATER}`))
  const sent = await sendSpooled(old.url, 5)
  await expectRefusing(old.url, /newer than this code/)
  expect(await old.stop()).toBe(0)
  expect(await hashesIn(database)).toEqual([])
  expect(await readdir(join(DATA_DIR, "spool"))).toHaveLength(1)
  // The version that knows it is this one, once the migration is no longer there.
  await query(database, `DELETE FROM _prisma_migrations WHERE migration_name = '${LATER}'`)
  const right = await startUnready(database)
  await untilKeeping(right.url)
  expect(await hashesIn(database)).toEqual(expect.arrayContaining(sent))
})
