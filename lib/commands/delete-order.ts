import { recordDeed } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import { writeDb } from "#lib/db/client.ts"
import { deleteOrderData } from "#lib/intake/delete-order.ts"
import type { Removed } from "#lib/intake/remove-events.ts"

/** Deletes all data of an order for good, as somebody has asked for. The audit keeps that it was done, by the order's UUID. */
export async function deleteOrder(viewer: Viewer, id: string): Promise<Removed> {
  authorize(viewer, "administer")
  return deleteOrderData(writeDb(), id, (tx, { events }) =>
    recordDeed(tx, viewer, { action: "order_deleted", target: id, detail: `${events} events` }),
  )
}
