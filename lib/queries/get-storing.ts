import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { StoringJson } from "#lib/contract.ts"
import { currentOutage, stuckFiles } from "#lib/db/outage.ts"
import { countSpooled } from "#lib/db/spool-files.ts"

/** Where webhooks go while the database does not keep them. It asks the disk only: the database may be what is away. */
export async function getStoring(viewer: Viewer): Promise<StoringJson> {
  authorize(viewer, "read")
  const outage = currentOutage()
  return {
    outage_since: outage && new Date(outage.since).toISOString(),
    spooled: await countSpooled(),
    stuck: stuckFiles(),
  }
}
