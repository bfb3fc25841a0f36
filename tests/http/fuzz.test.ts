import { createHash } from "node:crypto"
import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openDb } from "#lib/db/client.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { createDatabase } from "../support/database.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { lengthOf } from "../support/length.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { everyPathChanged, mutated, randomFrom, withOwnIds } from "../support/ugly-bodies.ts"
import { get, post } from "../support/webhook.ts"

const SEED = 20_261
const MUTATED = lengthOf(4_000, 10_000)
const AT_ONCE = 16

let portline: Portline
let databaseUrl: string

beforeAll(async () => {
  databaseUrl = await createDatabase()
  portline = await startPortline({ env: { DATABASE_URL: databaseUrl } })
})
afterAll(() => portline.stop())

const hashOf = (body: Uint8Array): string => createHash("sha256").update(body).digest("hex")

/** What was answered, by the event's key: the bodies sent under it, and how often. */
type Answered = Map<string, { readonly hashes: Set<string>; posts: number }>

async function send(bodies: readonly Buffer[], answered: Answered): Promise<void> {
  const left = bodies.values()
  const sender = async (): Promise<void> => {
    for (const body of left) {
      const { status, json } = await post(portline.url, body)
      const what = `seed ${SEED}: ${body.toString("base64").slice(0, 2_000)}`
      expect([status, what]).toEqual([200, what])
      expect(["stored", "duplicate", "quarantined"]).toContain(json.result)
      const key = String(json.event)
      const known = answered.get(key) ?? { hashes: new Set<string>(), posts: 0 }
      known.hashes.add(hashOf(body))
      known.posts++
      answered.set(key, known)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
}

type Row = { readonly key: string; readonly hash: string; readonly deliveries: number }

async function keptRows(): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<Row>("SELECT key, encode(sha256(raw), 'hex') AS hash, deliveries FROM events")
  await client.end()
  return rows
}

async function expectTheLog(answered: Answered): Promise<void> {
  const rows = await keptRows()
  expect(rows.length).toBe(answered.size)
  const wrong = rows.filter(({ key, hash, deliveries }) => {
    const sent = answered.get(key)
    return !sent?.hashes.has(hash) || sent.posts !== deliveries
  })
  expect(wrong).toEqual([])
  const db = openDb(databaseUrl, { max: 1, queryTimeoutMs: 60_000 })
  expect((await rebuildOrders(db).finally(() => db.$disconnect())).differed).toBe(0)
}

/** What a screen or a reader asks of every order and event, each page of it. */
async function expectReadable(path: string): Promise<void> {
  for (let cursor: unknown = ""; cursor !== null; ) {
    const { status, json } = await get(portline.url, `${path}${cursor === "" ? "" : `&cursor=${cursor}`}`)
    expect([path, status]).toEqual([path, 200])
    cursor = json.next_cursor
  }
}

/** One in twenty keeps the documented ids, so that orders with much of it come to be as well. */
const ids = (body: Buffer, index: number): Buffer => (index % 20 === 0 ? body : withOwnIds(body))

test("row 29: every JSON path absent, null, empty, of another type or very long is kept, and the orders add up", async () => {
  const answered: Answered = new Map()
  const bodies = ALL_FIXTURES.flatMap((number) => everyPathChanged(fixture(number))).map(ids)
  expect(bodies.length).toBeGreaterThan(1_500)
  await send(bodies, answered)

  const random = randomFrom(SEED)
  const ugly = Array.from({ length: MUTATED }, (_, index) => {
    const number = ALL_FIXTURES[Math.floor(random() * ALL_FIXTURES.length)] ?? 1
    return mutated(ids(fixture(number), index), random)
  })
  await send(ugly, answered)

  await expectTheLog(answered)
  await expectReadable("/api/orders?limit=200&deleted=true&placeholder=true")
  await expectReadable("/api/events?limit=200")
  expect((await get(portline.url, "/api/stats")).status).toBe(200)
  expect((await fetch(`${portline.url}/orders?deleted=true&placeholder=true`)).status).toBe(200)
  expect((await fetch(`${portline.url}/events`)).status).toBe(200)
  expect(portline.process.exitCode).toBeNull()
})
