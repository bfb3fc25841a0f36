import type { Db } from "#lib/db/client.ts"
import { isCatchingUp, PROJECTION_VERSION } from "#lib/db/projection-version.ts"
import { rebuildOrders } from "./rebuild-orders.ts"

/** Brings every order up to this version's projection where an older one wrote it. Returns how many were changed. */
export async function bringProjectionUp(db: Db): Promise<number> {
  if (!(await isCatchingUp(db))) return 0
  const { differed } = await rebuildOrders(db)
  await db.$executeRaw`INSERT INTO projection (version) VALUES (${PROJECTION_VERSION}) ON CONFLICT DO NOTHING`
  return differed
}
