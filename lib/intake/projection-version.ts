import type { Db } from "#lib/db/client.ts"
import { rebuildOrders } from "./rebuild-orders.ts"

/** Goes up whenever the fold, or what is written of an order, changes. 2: messaging's own start, attention. */
const PROJECTION_VERSION = 2

/** Brings every order up to this version's projection where an older one wrote it. Returns how many were changed. */
export async function bringProjectionUp(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ version: number }[]>`SELECT max(version) AS version FROM projection`
  if ((row?.version ?? 0) >= PROJECTION_VERSION) return 0
  const { differed } = await rebuildOrders(db)
  await db.$executeRaw`INSERT INTO projection (version) VALUES (${PROJECTION_VERSION}) ON CONFLICT DO NOTHING`
  return differed
}
