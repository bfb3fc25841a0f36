import { recordDeed } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import { accessDb, writeDb } from "#lib/db/client.ts"
import { addSample as keepSample } from "#lib/intake/add-sample.ts"

/** Loads the sample to look around with; a second time adds nothing. Returns how many events are new. */
export async function addSample(viewer: Viewer): Promise<number> {
  authorize(viewer, "configure")
  const events = await keepSample(writeDb())
  await recordDeed(accessDb(), viewer, { action: "sample_added" })
  return events
}
