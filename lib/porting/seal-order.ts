import { foldComments } from "./comments.ts"
import { orderKey, type PortingEvent } from "./event.ts"
import { foldOrder } from "./fold-order.ts"
import { compareText } from "./instant.ts"
import { foldSplits } from "./lineage.ts"
import { partsOf, type Seal } from "./seal.ts"

function newestOf(events: readonly PortingEvent[], before: Seal["newest"]): Seal["newest"] {
  const newest = { ...before }
  for (const event of events) {
    if (event.future) continue
    const key = orderKey(event)
    for (const part of partsOf(event)) if (compareText(key, newest[part] ?? "") > 0) newest[part] = key
  }
  return newest
}

/** The seal over some events of an order, and over what was sealed of it before. */
export function sealOrder(id: string, events: readonly PortingEvent[], before: Seal | null): Seal {
  return {
    order: foldOrder(id, events, before),
    newest: newestOf(events, before?.newest ?? {}),
    comments: foldComments(events, before?.comments),
    splits: foldSplits(events, before?.splits).filter(({ from }) => from === id),
  }
}

/**
 * What is left of an event's payload once its body is deleted, in Telnyx's own shape: the value it told, codes and ids,
 * by which timelines and rounds are still told; no text that somebody wrote.
 */
export function remainderOf(event: PortingEvent): object {
  switch (event.kind) {
    case "status": {
      const details = event.status.details.flatMap(({ code }) => (code === null ? [] : [{ code }]))
      return { id: event.orderId, status: { value: event.status.value, details } }
    }
    case "messaging":
      return { id: event.orderId, messaging: { messaging_port_status: event.messaging.messaging_port_status } }
    case "comment":
      return { porting_order_id: event.orderId, comment: { id: event.comment.id, user_type: event.comment.userType } }
    case "split":
      return { from: { id: event.from }, to: { id: event.to }, porting_phone_numbers: event.numberIds.map((id) => ({ id })) }
    case "deleted":
    case "unrecognised":
      return { id: event.orderId }
  }
}
