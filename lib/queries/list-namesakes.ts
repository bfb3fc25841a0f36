import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { NamesakeJson, OrderJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { withKey } from "./order-names.ts"

/** The other orders that have an order's support key, the one told of last first: `most` of them. An address by key leads to one only. */
export async function listNamesakes(viewer: Viewer, { id, support_key }: OrderJson, most: number): Promise<NamesakeJson[]> {
  authorize(viewer, "read")
  if (!support_key) return []
  return readDb().$queryRaw<NamesakeJson[]>`
    SELECT o.id::text, o.status_value AS status, o.deleted_at IS NOT NULL AS deleted FROM orders o WHERE ${withKey([support_key])} AND o.id <> ${id}::uuid
    ORDER BY o.last_event_at DESC NULLS LAST, o.id LIMIT ${most}`
}
