import type { Db } from "#lib/db/client.ts"
import { databaseReason } from "#lib/db/database-reason.ts"
import { mendCounts } from "#lib/intake/mend-counts.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { assertPortline } from "./assert-portline.ts"
import { StartProblem } from "./bring-up-database.ts"
import { readHashMending } from "./mend-hashes.ts"
import { migrate } from "./migrate.ts"
import { runOnDatabase } from "./run-on-database.ts"
import { workOnOrders } from "./work-on-orders.ts"

/** How many orders are sealed: their bodies are deleted, so that only what came since is worked out again. */
async function countSealed(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ sealed: number }[]>`SELECT count(*)::int AS sealed FROM seals`
  return row?.sealed ?? 0
}

/** The orders are worked out by then, whatever becomes of this: a log may be too large to count. */
async function tellMended(db: Db): Promise<void> {
  try {
    const wrong = await mendCounts(db)
    if (wrong > 0) console.log(`rebuild: ${wrong} counts were wrong, and are mended`)
  } catch (error) {
    process.exitCode = 1
    console.error(`rebuild: the counts could not be compared with what they count: ${databaseReason(error)}`)
  }
}

/** `npm run rebuild`: recomputes all orders from the stored events and compares the counts of both, also while Portline serves. */
async function rebuild(url: string, signal: AbortSignal): Promise<void> {
  await assertPortline(url)
  const migrated = await migrate(url, { signal })
  if (!migrated.ok) throw new StartProblem(migrated.problem)
  const { orders, differed, sealed } = await workOnOrders(url, signal, async (db) => {
    const mended = await db.$executeRawUnsafe(await readHashMending())
    if (mended > 0) console.log(`rebuild: the hashes of ${mended} events were wrong, and are mended`)
    const rebuilt = await rebuildOrders(db)
    await tellMended(db)
    return { ...rebuilt, sealed: await countSealed(db) }
  })
  if (sealed > 0) console.log(`rebuild: ${sealed} of them sealed: worked out from what their deleted bodies added up to`)
  console.log(`rebuild: ${orders} orders, ${differed} differed`)
}

await runOnDatabase(() => rebuild, { onExisting: true })
