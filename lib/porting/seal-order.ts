import { inOrder, orderKey, type PortingEvent } from "./event.ts"
import { foldOrder } from "./fold-order.ts"
import { compareText } from "./instant.ts"
import { partsOf, type Seal } from "./seal.ts"
import { summarize } from "./timeline.ts"

function newestOf(events: readonly PortingEvent[], before: Seal["newest"]): Seal["newest"] {
  const newest = { ...before }
  for (const event of events) {
    const key = orderKey(event)
    for (const part of partsOf(event)) if (compareText(key, newest[part] ?? "") > 0) newest[part] = key
  }
  return newest
}

/** The seal over some events of an order, and over what was sealed of it before. */
export function sealOrder(id: string, events: readonly PortingEvent[], before: Seal | null): Seal {
  const deciding = inOrder(events.filter(({ future }) => !future))
  const firsts = [before?.first ?? null, deciding[0] ? orderKey(deciding[0]) : null].filter((key) => key !== null)
  return {
    order: foldOrder(id, deciding, before),
    first: firsts.toSorted(compareText)[0] ?? null,
    newest: newestOf(deciding, before?.newest ?? {}),
  }
}

/** What is left of an event once its body is deleted: JSON of its payload, and the sentence of what it says. */
export type Remainder = { readonly payload: object; readonly summary: string }

function payloadOf(event: PortingEvent): object {
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

/** In Telnyx's own shape: the value it told, codes and ids, by which timelines and rounds are still told; no text that somebody wrote. */
export function remainderOf(event: PortingEvent): Remainder {
  const coded = (details: readonly { code: string | null }[]) =>
    details.flatMap(({ code }) => (code === null ? [] : [{ code, description: null }]))
  const told = event.kind === "status" ? { ...event, status: { value: event.status.value, details: coded(event.status.details) } } : event
  return { payload: payloadOf(event), summary: summarize(told) }
}
