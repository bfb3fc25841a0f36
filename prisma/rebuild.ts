import { openDb } from "#lib/db/client.ts"
import { startEnv } from "#lib/env.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { startEmbedded } from "./embedded.ts"
import { migrate } from "./migrate.ts"

/** `npm run rebuild`: recomputes all orders from the stored events, also while Portline serves. */
async function main(): Promise<void> {
  const checked = startEnv()
  if (!checked.ok) throw new Error(checked.problems.join("\nportline: "))
  const { databaseUrl, directDatabaseUrl, dataDir } = checked.env
  const embedded = databaseUrl === null ? await startEmbedded(dataDir) : null
  const url = embedded?.url ?? directDatabaseUrl ?? databaseUrl ?? ""
  try {
    const migrated = await migrate(url)
    if (!migrated.ok) throw new Error(migrated.problem)
    const db = openDb(url, { max: 2, queryTimeoutMs: 120_000 })
    const { orders, differed } = await rebuildOrders(db).finally(() => db.$disconnect())
    console.log(`rebuild: ${orders} orders, ${differed} differed`)
  } finally {
    await embedded?.stop()
  }
}

main().catch((error: unknown) => {
  console.error(`portline: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
})
