import type { Db } from "#lib/db/client.ts"
import { mendCounts } from "#lib/db/sum-counts.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { StartProblem } from "./bring-up-database.ts"
import { migrate } from "./migrate.ts"
import { runOnDatabase } from "./run-on-database.ts"
import { workOnOrders } from "./work-on-orders.ts"

/** How many orders are sealed: their bodies are deleted, so that only what came since is worked out again. */
async function countSealed(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ sealed: number }[]>`SELECT count(*)::int AS sealed FROM seals`
  return row?.sealed ?? 0
}

/** `npm run rebuild`: recomputes all orders from the stored events and the counts from both, also while Portline serves. */
async function rebuild(url: string, signal: AbortSignal): Promise<void> {
  const migrated = await migrate(url)
  if (!migrated.ok) throw new StartProblem(migrated.problem)
  const { orders, differed, sealed, miscounted } = await workOnOrders(url, signal, async (db) => ({
    ...(await rebuildOrders(db)),
    miscounted: await mendCounts(db),
    sealed: await countSealed(db),
  }))
  if (miscounted > 0) console.log(`rebuild: ${miscounted} counts were wrong, and are mended`)
  if (sealed > 0) console.log(`rebuild: ${sealed} of them sealed: worked out from what their deleted bodies added up to`)
  console.log(`rebuild: ${orders} orders, ${differed} differed`)
}

await runOnDatabase(() => rebuild)
