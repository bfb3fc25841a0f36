import { randomUUID } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { OrderJson } from "#lib/contract.ts"
import { embeddedServer } from "../support/embedded-server.ts"
import { deliver, missingOf, startLoad, until, untilKeeping } from "../support/ledger.ts"
import { type Pooler, startPooler, whyNoPooler } from "../support/pooler.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

const noPooler = whyNoPooler()

async function asked(url: string, text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(text, [...values])
  } finally {
    await client.end()
  }
}

describe.skipIf(noPooler !== null)(`behind a transaction pooler${noPooler ? ` (${noPooler})` : ""}`, () => {
  let folder: string
  let first: Portline
  let pooled: Portline
  let pooler: Pooler
  let direct: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "portline-pooler-"))
    first = await startPortline({ env: { DATA_DIR: join(folder, "first") } })
    direct = embeddedServer(join(folder, "first")).url
    pooler = await startPooler(direct)
    pooled = await startPortline({ env: { DATABASE_URL: pooler.url, DIRECT_DATABASE_URL: direct, DATA_DIR: join(folder, "pooled") } })
  })
  afterAll(async () => {
    await pooled.stop()
    await pooler.stop()
    await first.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test("webhooks are stored once each, by many at once, and the orders are what they add up to", async () => {
    const load = startLoad(pooled.url, 12)
    const order = randomUUID()
    const bodies = ["draft", "in-process", "submitted", "foc-date-confirmed"].map((status, index) =>
      sentStatus(status, { order, at: `2026-03-0${index + 1}T10:00:00.000000Z` }),
    )
    const kept = await Promise.all([...bodies, ...bodies].map((body) => post(pooled.url, body)))
    for (const path of ["/", "/orders", "/events", "/api/stats", "/api/orders?q=sr_"])
      expect([path, (await fetch(`${pooled.url}${path}`)).status]).toEqual([path, 200])
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    const tries = await load.stop()
    // On a busy machine a connection may be waited for too long: what came then went to disk, and from there to the database.
    expect([...tries, ...kept].filter(({ status }) => status !== 200)).toEqual([])
    await untilKeeping(pooled.url)
    expect(await missingOf(tries, direct)).toEqual([])
    const { json } = await get(pooled.url, `/api/orders/${order}`)
    expect((json.data as OrderJson).status).toMatchObject({ value: "foc-date-confirmed" })
    const { rows } = await asked(direct, "SELECT deliveries FROM events WHERE order_ids = ARRAY[$1::uuid]", [order])
    expect(rows).toEqual(bodies.map(() => ({ deliveries: 2 })))
  })

  test("nothing is prepared on the connections that it shares", async () => {
    const client = new pg.Client({ connectionString: pooler.url })
    await client.connect()
    for (let round = 0; round < 6; round++) {
      const { rows } = await client.query("SELECT name FROM pg_prepared_statements")
      expect(rows).toEqual([])
    }
    await client.end()
  })

  test("what another instance took is told at once, by a connection past the pooler", async () => {
    const stream = new AbortController()
    const response = await fetch(`${pooled.url}/api/stream`, { signal: stream.signal })
    let told = ""
    const reading = (async () => {
      for await (const chunk of response.body ?? []) told += Buffer.from(chunk as Uint8Array).toString()
    })().catch(() => {})
    const order = randomUUID()
    await post(first.url, sentStatus("submitted", { order }))
    await until("the stream tells of the order", async () => told.includes(order))
    stream.abort()
    await reading
  })

  test("the pooler gone, webhooks go to disk; once it is back they are stored", async () => {
    await pooler.stop()
    expect((await deliver(pooled.url)).result).toBe("spooled")
    pooler = await startPooler(direct, { port: Number(new URL(pooler.url).port) })
    await untilKeeping(pooled.url)
  })
})
