import { type MessagingEvent, orderKey, type PortingEvent, type StatusEvent } from "./event.ts"
import { compareText } from "./instant.ts"
import type { Order } from "./order.ts"

function assertNever(event: never): never {
  throw new Error(`No rule for ${JSON.stringify(event)}`)
}

/** A status event begins a new spell unless it repeats the present value; it also brings a deleted draft back. */
function evolveStatus(order: Order, event: StatusEvent): Order {
  const sameSpell = order.status?.value === event.status.value
  return { ...order, status: event.status, statusSince: sameSpell ? order.statusSince : event.occurredAt, deletedAt: null }
}

function evolveMessaging(order: Order, event: MessagingEvent): Order {
  const sameSpell = order.messaging?.messaging_port_status === event.messaging.messaging_port_status
  return { ...order, messaging: event.messaging, messagingSince: sameSpell ? order.messagingSince : event.occurredAt }
}

/** What the event tells by its kind alone, as if it were the newest of those that tell of it. */
export function evolveKind(order: Order, event: PortingEvent): Order {
  switch (event.kind) {
    case "status":
      return evolveStatus(order, event)
    case "messaging":
      return evolveMessaging(order, event)
    case "deleted":
      return { ...order, deletedAt: event.deletedAt ?? event.occurredAt }
    case "comment":
    case "split":
    case "unrecognised":
      return order
    default:
      return assertNever(event)
  }
}

/** Whether the event sorts after everything the order has seen; a late one needs the order folded again. */
export function isNewest(order: Order, event: PortingEvent): boolean {
  return order.mark === null || compareText(orderKey(event), order.mark) > 0
}

/** The order after one more event, which must be the newest of its events (`isNewest`). A future event decides nothing. */
export function evolveOrder(order: Order, event: PortingEvent): Order {
  if (event.future) return order
  return {
    ...evolveKind(order, event),
    supportKey: event.supportKey ?? order.supportKey,
    customerReference: event.customerReference ?? order.customerReference,
    placeholder: order.placeholder && event.kind === "split",
    firstEventAt: order.firstEventAt ?? event.occurredAt,
    lastEventAt: event.occurredAt,
    mark: orderKey(event),
  }
}
