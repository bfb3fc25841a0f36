import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { OrderJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { withKey } from "./order-names.ts"

/** Another order with the same support key, and the value of its status. */
export type Namesake = { readonly id: string; readonly status: string | null }

/** The other orders that have an order's support key, the one told of last first: `most` of them. An address by key leads to one only. */
export async function listNamesakes(viewer: Viewer, { id, support_key }: OrderJson, most: number): Promise<Namesake[]> {
  authorize(viewer, "read")
  if (!support_key) return []
  return readDb().$queryRaw<Namesake[]>`
    SELECT o.id::text, o.status_value AS status FROM orders o WHERE ${withKey([support_key])} AND o.id <> ${id}::uuid
    ORDER BY o.last_event_at DESC NULLS LAST, o.id LIMIT ${most}`
}
