import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { StartProblem } from "./bring-up-database.ts"
import { migrate } from "./migrate.ts"
import { runOnDatabase } from "./run-on-database.ts"
import { workOnOrders } from "./work-on-orders.ts"

/** `npm run rebuild`: recomputes all orders from the stored events, also while Portline serves. */
async function rebuild(url: string, signal: AbortSignal): Promise<void> {
  const migrated = await migrate(url)
  if (!migrated.ok) throw new StartProblem(migrated.problem)
  const { orders, differed } = await workOnOrders(url, signal, rebuildOrders)
  console.log(`rebuild: ${orders} orders, ${differed} differed`)
}

await runOnDatabase(() => rebuild)
