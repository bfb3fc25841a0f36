import { authorize, type Viewer } from "#lib/access/roles.ts"
import { readDb } from "#lib/db/client.ts"
import { isCatchingUp } from "#lib/db/projection-version.ts"

/** Whether orders from before an upgrade are still being written anew: until then some may be missing where somebody is needed. */
export async function getCatchingUp(viewer: Viewer): Promise<boolean> {
  authorize(viewer, "read")
  return isCatchingUp(readDb())
}
