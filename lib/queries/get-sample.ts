import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { SampleJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"

/** How much of what is shown is the sample: its events, and the ids of the orders that they touch, sorted. */
export async function getSample(viewer: Viewer): Promise<SampleJson> {
  authorize(viewer, "read")
  const rows = await readDb().$queryRaw<{ order_ids: string[] }[]>`
    SELECT order_ids::text[] AS order_ids FROM events WHERE source = 'sample'`
  return { events: rows.length, orders: [...new Set(rows.flatMap(({ order_ids }) => order_ids))].sort() }
}
