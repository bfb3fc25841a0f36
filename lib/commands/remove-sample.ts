import type { Viewer } from "#lib/access/viewer.ts"
import { intakeDb } from "#lib/db/client.ts"
import { type Removed, removeSample as takeOut } from "#lib/intake/remove-sample.ts"

/** Takes the sample out again, with the orders that only it had made; without one nothing happens. */
export async function removeSample(_viewer: Viewer): Promise<Removed> {
  return takeOut(intakeDb())
}
