import { parentPort, workerData } from "node:worker_threads"
import pg from "pg"
import { openDb } from "#lib/db/client.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { copyRows } from "./copy-rows.ts"
import { rowsOf } from "./load-rows.ts"
import { type LoadPlan, loadWorld, type Share } from "./load-world.ts"

/** What a worker is given; `now` in milliseconds since 1970. */
export type LoadTask = { readonly url: string; readonly plan: LoadPlan; readonly now: number; readonly share: Share }
/** What it says after each piece: how many rows of events and of orders are in. */
export type Loaded = { readonly events: number; readonly orders: number }

async function load({ url, plan, now, share }: LoadTask): Promise<void> {
  const db = openDb(url, { max: 1, queryTimeoutMs: 10_000 })
  const { rules } = await loadRules(db).finally(() => db.$disconnect())
  const client = new pg.Client({ connectionString: url, application_name: "bench:load", options: "-c synchronous_commit=off" })
  await client.connect()
  let writing = Promise.resolve()
  for (const bodies of loadWorld(plan, new Date(now), share)) {
    const tables = rowsOf(bodies, rules, new Date(now))
    // The piece before is written while this one is told.
    await writing
    writing = (async () => {
      await client.query("BEGIN")
      for (const [table, columns] of Object.entries(tables)) await copyRows(client, table, columns)
      await client.query("COMMIT")
      const told: Loaded = { events: tables.events?.key?.length ?? 0, orders: tables.orders?.id?.length ?? 0 }
      parentPort?.postMessage(told)
    })()
  }
  await writing
  await client.end()
}

await load(workerData as LoadTask)
