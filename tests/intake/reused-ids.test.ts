import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Db } from "#lib/db/client.ts"
import { env } from "#lib/env.ts"
import { mendCounts } from "#lib/intake/mend-counts.ts"
import { countConflicts } from "#lib/queries/reused-event-ids.ts"
import { withIntakeDatabase } from "../support/intake-database.ts"
import { sentStatus } from "../support/sent.ts"
import { takeWebhook } from "../support/take-webhook.ts"

const at = "2026-11-02T12:00:00Z"
let db: Db
let clients: readonly [pg.Client, pg.Client]

withIntakeDatabase(3, (opened) => {
  db = opened
})
beforeAll(async () => {
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: env().databaseUrl ?? "" })
    await client.connect()
    return client
  }
  clients = [await connect(), await connect()]
})
afterAll(() => Promise.all(clients.map((client) => client.end())))

/** Keeps an event under an id, as any writer of the table does. */
const keepAs = (client: pg.Client, key: string, idHash: string): Promise<unknown> =>
  client.query(
    `INSERT INTO events (key, state, projected, event_id, event_id_hash, raw, received_at, verified, future, deliveries, order_ids)
     VALUES ($1, 'applied', true, 'x', decode($2, 'hex'), '', now(), false, false, 1, '{}')`,
    [key, idHash],
  )
const hashOf = (letter: string): string => letter.repeat(32)
const reused = async (): Promise<string[]> => {
  const rows = await db.$queryRaw<{ hash: string }[]>`SELECT encode(event_id_hash, 'hex') AS hash FROM reused_ids ORDER BY 1`
  return rows.map(({ hash }) => hash)
}

test("events are found by the index of their ids, by a plan that is made while there are none", async () => {
  const [, client] = clients
  await client.query("ANALYZE events")
  const scans = async (): Promise<number> => {
    await client.query("SELECT pg_stat_force_next_flush()")
    const { rows } = await client.query<{ scans: number }>(
      "SELECT seq_scan::int AS scans FROM pg_stat_user_tables WHERE relname = 'events'",
    )
    return rows[0]?.scans ?? 0
  }
  const before = await scans()
  for (let turn = 0; turn < 10; turn++) await keepAs(client, `plan ${turn}`, `${turn}`.repeat(32))
  expect(await scans()).toBe(before)
  await client.query("DELETE FROM events")
})

test("an id that one event has is none that was used again, however often it is delivered", async () => {
  const body = sentStatus("draft", { order: randomUUID(), at, id: "delivered twice" })
  await takeWebhook(body)
  expect(await takeWebhook(body)).toMatchObject({ result: "duplicate" })
  expect(await reused()).toEqual([])
  expect(await countConflicts()).toEqual({ all: 0, day: 0 })
})

test("of an id that two transactions keep at the same moment the second one knows", async () => {
  const [one, other] = clients
  await one.query("BEGIN")
  await keepAs(one, "a1", hashOf("a"))
  const second = keepAs(other, "a2", hashOf("a"))
  expect(await Promise.race([second.then(() => "done"), sleep(300, "waits")])).toBe("waits")
  await one.query("COMMIT")
  await second
  expect(await reused()).toEqual([hashOf("a")])
  expect(await countConflicts()).toEqual({ all: 1, day: 1 })
})

test("of other ids nobody waits, and of ids in another order none for each other", async () => {
  const [one, other] = clients
  const keepTwo = (client: pg.Client, letters: readonly string[]) =>
    client.query(
      `INSERT INTO events (key, state, projected, event_id, event_id_hash, raw, received_at, verified, future, deliveries, order_ids)
       SELECT gen_random_uuid()::text, 'applied', true, 'x', decode(hash, 'hex'), '', now(), false, false, 1, '{}' FROM unnest($1::text[]) AS t(hash)`,
      [letters.map(hashOf)],
    )
  await one.query("BEGIN")
  await keepAs(one, "d1", `${"d".repeat(15)}0${"d".repeat(16)}`)
  await keepAs(other, "d2", `${"d".repeat(15)}1${"d".repeat(16)}`)
  await one.query("COMMIT")
  for (let turn = 0; turn < 20; turn++) await Promise.all([keepTwo(one, ["8", "9"]), keepTwo(other, ["9", "8"])])
  expect(await reused()).toEqual([hashOf("8"), hashOf("9"), hashOf("a")])
  await one.query("DELETE FROM events WHERE event_id_hash = ANY($1::bytea[])", [
    [Buffer.from(hashOf("8"), "hex"), Buffer.from(hashOf("9"), "hex")],
  ])
  await one.query("DELETE FROM reused_ids WHERE event_id_hash <> decode($1, 'hex')", [hashOf("a")])
})

test("an id that an event has only once it is understood counts as well", async () => {
  const [one] = clients
  await keepAs(one, "b1", hashOf("b"))
  await keepAs(one, "b2", hashOf("c"))
  await one.query("UPDATE events SET event_id_hash = decode($1, 'hex') WHERE key = 'b2'", [hashOf("b")])
  expect(await reused()).toEqual([hashOf("a"), hashOf("b")])
})

test("an id whose other event is gone is no conflict any more", async () => {
  await clients[0].query("DELETE FROM events WHERE key = 'b2'")
  expect(await countConflicts()).toEqual({ all: 1, day: 1 })
})

test("ids that are missing are found when counts are compared", async () => {
  await clients[0].query("DELETE FROM reused_ids")
  expect(await mendCounts(db)).toBe(1)
  expect(await reused()).toEqual([hashOf("a")])
  expect(await mendCounts(db)).toBe(0)
})
