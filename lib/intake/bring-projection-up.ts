import type { Db } from "#lib/db/client.ts"
import { isCatchingUp, PROJECTION_VERSION } from "#lib/db/projection-version.ts"
import { type Rebuilt, rebuildOrders } from "./rebuild-orders.ts"

/** Works out every order, and writes down that this version has done so. Returns how many there are and how many were changed. */
export async function rewriteOrders(db: Db): Promise<Rebuilt> {
  const rebuilt = await rebuildOrders(db)
  await db.$executeRaw`INSERT INTO projection (version) VALUES (${PROJECTION_VERSION}) ON CONFLICT DO NOTHING`
  return rebuilt
}

/** Brings every order up to this version's projection where an older one wrote it. Returns how many were changed. */
export async function bringProjectionUp(db: Db): Promise<number> {
  if (!(await isCatchingUp(db))) return 0
  const { differed } = await rewriteOrders(db)
  return differed
}
