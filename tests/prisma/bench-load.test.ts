import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { expect, test } from "vitest"
import { queryRows } from "../support/backups.ts"
import { createDatabase } from "../support/database.ts"

const root = join(import.meta.dirname, "../..")

function load(url: string, ...args: string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bench/load.ts", ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
    encoding: "utf8",
  })
  return { code: status, output: `${stdout}${stderr}`.trim() }
}

test("a large world is loaded as the intake would have made it, into an empty database only", async () => {
  const url = await createDatabase()
  const { code, output } = load(url, "--orders", "1000")
  expect([code, output.split("\n").at(-1)]).toEqual([
    0,
    expect.stringMatching(/^bench:load: \d+ orders, \d+ events in \d+ s; \d+ orders checked, 0 differ$/),
  ])
  const [row] = await queryRows<{ orders: number; counted: number; indexes: number }>(
    url,
    `SELECT (SELECT count(*)::int FROM orders) AS orders, (SELECT sum(orders)::int FROM order_facets) AS counted,
       (SELECT count(*)::int FROM pg_indexes WHERE tablename = ANY('{events,deliveries,event_orders,orders,comments,split_members}')) AS indexes`,
  )
  expect(row?.counted).toBe(row?.orders)
  expect(row?.orders).toBeGreaterThanOrEqual(1_000)
  const [plain] = await queryRows<{ indexes: number }>(
    await createDatabase(),
    "SELECT count(*)::int AS indexes FROM pg_indexes WHERE tablename = ANY('{events,deliveries,event_orders,orders,comments,split_members}')",
  )
  expect(row?.indexes).toBe(plain?.indexes)
  expect(load(url)).toEqual({ code: 1, output: expect.stringContaining("this database is not empty") })
  expect(load(url, "--orders", "many")).toEqual({ code: 1, output: expect.stringContaining('--orders is "many"') })
})
