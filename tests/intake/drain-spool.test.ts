import { randomUUID } from "node:crypto"
import { mkdir, open, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import { closeDb, intakeDb } from "#lib/db/client.ts"
import { currentOutage, stuckFiles } from "#lib/db/outage.ts"
import { countSpooled } from "#lib/db/spool-files.ts"
import { MAGIC, readRecords } from "#lib/db/spool-record.ts"
import { announce, env } from "#lib/env.ts"
import { drainSpool, stopDraining } from "#lib/intake/drain-spool.ts"
import { keepWithin } from "#lib/intake/keep-receipts.ts"
import { DrainedElsewhere, DrainedLess, keepRecords } from "#lib/intake/keep-spooled.ts"
import { readDelivery, unreadDelivery } from "#lib/intake/read-delivery.ts"
import { sealSpool, spoolReceipt } from "#lib/intake/spool.ts"
import { RunClosed } from "#lib/intake/tries.ts"
import { log } from "#lib/log.ts"
import { getEvent } from "#lib/queries/get-event.ts"
import { createDatabase } from "../support/database.ts"
import { sentStatus } from "../support/sent.ts"

let sql: pg.Client
let observer: pg.Client
const folder = (): string => join(env().dataDir, "spool")
const spool = (): Promise<void> =>
  spoolReceipt(
    readDelivery({ source: "webhook", raw: sentStatus("submitted"), receivedAt: Date.now(), verified: false, headers: {} }, false),
    [],
  )
const countEvents = async (): Promise<number> => (await sql.query("SELECT 1 FROM events")).rows.length

/** Resolves once the drain waits for a row that we hold. */
async function waited(): Promise<void> {
  const waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
  await expect.poll(async () => (await observer.query(waiting)).rows.length, { timeout: 10_000, interval: 20 }).toBe(1)
}

beforeAll(async () => {
  const url = await createDatabase()
  announce({ databaseUrl: url })
  sql = new pg.Client({ connectionString: url })
  observer = new pg.Client({ connectionString: url })
  await Promise.all([sql.connect(), observer.connect()])
})
afterAll(async () => {
  await stopDraining()
  await Promise.all([sql.end(), observer.end()])
  await closeDb()
})

test("keeps nothing of a file that another process has drained and removed meanwhile", async () => {
  await spool()
  await sealSpool()
  const [name = ""] = await readdir(folder())
  await sql.query("BEGIN")
  await sql.query("INSERT INTO spool_files (name, drained_to) VALUES ($1, 1000000)", [name])
  const drained = drainSpool()
  await waited()
  await rm(join(folder(), name))
  await sql.query("DELETE FROM spool_files WHERE name = $1", [name])
  await sql.query("COMMIT")
  await drained
  expect([await countEvents(), (await sql.query("SELECT * FROM spool_files")).rows]).toEqual([0, []])
})

test("keeps of a file only what another process has not, wherever in a piece that one stands", async () => {
  for (let count = 0; count < 3; count++) await spool()
  await sealSpool()
  const [name = ""] = await readdir(folder())
  const handle = await open(join(folder(), name))
  const { end } = await readRecords(handle, MAGIC.length, { records: 1, bytes: 1_000_000 })
  await handle.close()
  await sql.query("BEGIN")
  await sql.query("INSERT INTO spool_files (name, drained_to) VALUES ($1, $2)", [name, end])
  const drained = drainSpool()
  await waited()
  await sql.query("COMMIT")
  await drained
  expect([await countEvents(), await readdir(folder())]).toEqual([2, []])
  await sql.query("TRUNCATE events CASCADE")
})

test("keeps a piece whose orders take too long to be brought up to date, and does that soon after", async () => {
  await sql.query(`
    CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1.2); RETURN NEW; END $$;
    CREATE TRIGGER linger BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION linger()`)
  for (let count = 0; count < 5; count++) await spool()
  await drainSpool()
  expect([await countEvents(), await readdir(folder())]).toEqual([5, []])
  const behind = async (): Promise<number> => (await sql.query("SELECT 1 FROM events WHERE NOT projected")).rows.length
  expect(await behind()).toBe(5)
  await expect.poll(behind, { timeout: 20_000 }).toBe(0)
  expect((await sql.query("SELECT status_value FROM orders")).rows).toEqual([{ status_value: "submitted" }])
  await sql.query("DROP TRIGGER linger ON orders; TRUNCATE events, orders CASCADE")
})

test("keeps every webhook whose file is begun while it looks for ended ones", async () => {
  const before = await countEvents()
  let isOver = false
  const draining = Promise.all(
    Array.from({ length: 8 }, async () => {
      while (!isOver) await drainSpool()
    }),
  )
  for (let count = 0; count < 400; count++) await spool()
  isOver = true
  await draining
  await drainSpool()
  expect([(await countEvents()) - before, await readdir(folder())]).toEqual([400, []])
})

test("then keeps the next", async () => {
  const before = await countEvents()
  await spool()
  await drainSpool()
  expect([(await countEvents()) - before, await readdir(folder())]).toEqual([1, []])
})

test("goes to another file where somebody has removed the one that is written", async () => {
  const before = await countEvents()
  await spool()
  const [name = ""] = await readdir(folder())
  await rm(join(folder(), name))
  await spool()
  expect(await readdir(folder())).toEqual([expect.not.stringContaining(name)])
  await drainSpool()
  expect((await countEvents()) - before).toBe(1)
})

test("is read again from where a database that was failed over says that it is drained", async () => {
  const before = await countEvents()
  for (let count = 0; count < 3; count++) await spool()
  await sealSpool()
  const [name = ""] = await readdir(folder())
  const handle = await open(join(folder(), name))
  const { records } = await readRecords(handle, MAGIC.length, { records: 3, bytes: 1_000_000 })
  await handle.close()
  await expect(keepRecords(records.slice(1), name)).rejects.toThrow(DrainedLess)
  expect(await countEvents()).toBe(before)
  await rm(join(folder(), name))
  await expect(keepRecords(records.slice(1), name)).rejects.toThrow(DrainedElsewhere)
  expect(await countEvents()).toBe(before)
})

test("of which a database that was failed over knows less is drained from there, and no outage is told", async () => {
  const told = vi.spyOn(log, "error").mockReturnValue()
  const before = await countEvents()
  for (let count = 0; count < 250; count++) await spool()
  await sealSpool()
  const [name = ""] = await readdir(folder())
  // Between two chunks of a hundred, so that the drain has gone on from a place that is lost.
  await sql.query("CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.drained_to := 0; RETURN NEW; END $$")
  await sql.query(
    "CREATE TRIGGER lost BEFORE UPDATE ON spool_files FOR EACH ROW WHEN (OLD.drained_to = 0 AND NEW.drained_to > 0) EXECUTE FUNCTION lose()",
  )
  const drained = drainSpool()
  await expect.poll(async () => (await countEvents()) - before, { timeout: 10_000, interval: 5 }).toBeGreaterThanOrEqual(100)
  await sql.query("DROP TRIGGER lost ON spool_files")
  await drained
  expect([(await countEvents()) - before, await readdir(folder()), name === "", told.mock.calls.length]).toEqual([250, [], false, 0])
  told.mockRestore()
})

describe("what the disk does not give", () => {
  const unreadable = "000000000-1-1-1.spool"

  test("a file costs the others nothing, is told, and is no outage of the database", async () => {
    const before = await countEvents()
    await mkdir(join(folder(), unreadable))
    await spool()
    await drainSpool()
    expect([(await countEvents()) - before, currentOutage()]).toEqual([1, null])
    expect(stuckFiles()).toMatchObject([{ file: unreadable, reason: expect.stringContaining("EISDIR") }])
    await rmdir(join(folder(), unreadable))
    await spool()
    await drainSpool()
    expect([(await countEvents()) - before, stuckFiles()]).toEqual([2, []])
  })

  test("the folder is told, keeps nothing that was answered 200, and is drained once it can be read again", async () => {
    const before = await countEvents()
    await spool()
    await sealSpool()
    expect(await countSpooled()).toBe(1)
    await rename(folder(), `${folder()}-aside`)
    await writeFile(folder(), "no folder")
    await drainSpool()
    expect([currentOutage(), stuckFiles(), await countSpooled()]).toMatchObject([null, [{ file: "spool/" }], 1])
    await expect(spool()).rejects.toThrow("ENOTDIR")
    await rm(folder())
    await rename(`${folder()}-aside`, folder())
    await drainSpool()
    expect([(await countEvents()) - before, stuckFiles(), await countSpooled()]).toEqual([1, [], 0])
  })
})

test("a try that comes through only after its webhook was drained keeps nothing of it", async () => {
  const attempt = { run: randomUUID(), place: 1 }
  const raw = sentStatus("submitted", { id: "seen late" })
  const receipt = readDelivery({ source: "webhook", raw, receivedAt: Date.now(), verified: false, headers: {} }, false)
  await spoolReceipt(receipt, [attempt])
  await sealSpool()
  await drainSpool()
  const late = intakeDb().$transaction((tx) => keepWithin(tx, [receipt], { projecting: true, limited: true, attempt }))
  await expect(late).rejects.toThrow(RunClosed)
  expect(await getEvent(LOCAL_VIEWER, receipt.key)).toMatchObject({ deliveries: 1 })
})

test("an event whose bytes nobody had the time to read goes by the key that was answered, too", async () => {
  const raw = Buffer.concat([sentStatus("submitted"), Buffer.alloc(64 * 1024, " ")])
  const unread = unreadDelivery({ source: "webhook", raw, receivedAt: Date.now(), verified: false, headers: {} }, false)
  await spoolReceipt(unread, [])
  await sealSpool()
  await drainSpool()
  const event = await getEvent(LOCAL_VIEWER, unread.key)
  expect(event).toMatchObject({ state: "applied", deliveries: 1 })
  expect(event?.event).not.toBe(unread.key)
})
