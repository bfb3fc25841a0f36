import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { expect, test } from "vitest"
import { migrate, readMigrations } from "#prisma/migrate.ts"
import { createDatabase } from "../support/database.ts"

const root = join(import.meta.dirname, "../..")

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

const names = async (): Promise<string[]> => (await readMigrations()).map(({ name }) => name)

/** Every column and index of a database. */
async function schemaOf(url: string): Promise<string[]> {
  const client = await connect(url)
  const { rows } = await client.query<{ line: string }>(
    `SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) AS line FROM information_schema.columns
     WHERE table_schema = 'public' UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
  )
  await client.end()
  return rows.map(({ line }) => line)
}

test("row 59: killed at any moment, migrations are there with their record or not at all, and the next start ends them", async () => {
  const [url, whole] = [await createDatabase({ migrated: false }), await schemaOf(await createDatabase())]
  for (const pause of [200, 260, 300, 340, 380, 420]) {
    const script = `const { migrate } = await import("#prisma/migrate.ts"); console.log(await migrate(${JSON.stringify(url)}))`
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], { cwd: root })
    await Promise.race([once(child, "exit"), sleep(pause)])
    child.kill("SIGKILL")
  }
  expect(await migrate(url)).toMatchObject({ ok: true })
  expect(await migrate(url)).toEqual({ ok: true, applied: [] })
  expect(await schemaOf(url)).toEqual(whole)
})

test("of several at once one applies each migration", async () => {
  const url = await createDatabase({ migrated: false })
  const results = await Promise.all([migrate(url), migrate(url), migrate(url)])
  expect(results.map(({ ok }) => ok)).toEqual([true, true, true])
  expect(results.flatMap((result) => (result.ok ? result.applied : []))).toEqual(await names())
})

test("row 59: while somebody reads a table, its migration waits, and nobody else waits long behind it", async () => {
  const url = await createDatabase({ migrated: false })
  const [reader, writer] = [await connect(url), await connect(url)]
  const [first] = await readMigrations()
  await writer.query(first?.sql ?? "")
  await writer.query(
    "CREATE TABLE _prisma_migrations (id text DEFAULT gen_random_uuid(), checksum text, migration_name text, started_at timestamptz, finished_at timestamptz, rolled_back_at timestamptz, applied_steps_count int)",
  )
  await writer.query("INSERT INTO _prisma_migrations (migration_name, finished_at) VALUES ($1, now())", [first?.name])
  await reader.query("BEGIN")
  await reader.query("SELECT count(*) FROM events")
  const migrated = migrate(url)
  const waits: number[] = []
  for (const end = Date.now() + 2_500; Date.now() < end; await sleep(20)) {
    const began = performance.now()
    await writer.query("SELECT count(*) FROM events")
    waits.push(performance.now() - began)
  }
  await reader.query("COMMIT")
  expect(await migrated).toEqual({ ok: true, applied: (await names()).slice(1) })
  await Promise.all([reader.end(), writer.end()])
  // It was kept waiting, so the migration asked for its lock; and no longer than the lock's time, but for the machine's other work.
  expect(Math.max(...waits)).toBeGreaterThan(200)
  expect(Math.max(...waits)).toBeLessThan(2_000)
})

test("what was counted before events were counted by the minute goes on as that", async () => {
  const client = await connect(await createDatabase({ migrated: false }))
  const migrations = await readMigrations()
  const at = migrations.findIndex(({ name }) => name.endsWith("_event_minutes"))
  for (const { sql } of migrations.slice(0, at)) await client.query(sql)
  await client.query(`
    INSERT INTO events (key, state, projected, raw, received_at, verified, future, deliveries, order_ids)
    SELECT n::text, CASE WHEN n % 7 = 0 THEN 'quarantined' ELSE 'applied' END, true, '', now() - n * interval '20 minutes', false, false, n % 3 + 1, '{}'
    FROM generate_series(1, 200) AS t(n)`)
  for (const { sql } of migrations.slice(at)) await client.query(sql)
  const { rows: kept } = await client.query("SELECT minute, events, received, quarantined FROM event_counts ORDER BY 1")
  const { rows: counted } = await client.query(
    `SELECT count_minute(received_at) AS minute, count(*) AS events, sum(deliveries) AS received, count(*) FILTER (WHERE state = 'quarantined') AS quarantined
     FROM events GROUP BY 1 ORDER BY 1`,
  )
  expect(kept.length).toBeGreaterThan(50)
  expect(kept).toEqual(counted)
  await client.end()
})
