import { recordDeed } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import { accessDb, writeDb } from "#lib/db/client.ts"
import type { Removed } from "#lib/intake/remove-events.ts"
import { removeSample as takeOut } from "#lib/intake/remove-sample.ts"

/** Takes the sample out again, with the orders that only it had made; without one nothing happens. */
export async function removeSample(viewer: Viewer): Promise<Removed> {
  authorize(viewer, "configure")
  const removed = await takeOut(writeDb())
  await recordDeed(accessDb(), viewer, { action: "sample_removed" })
  return removed
}
