import { inOrder, type PortingEvent } from "./event.ts"
import { evolveOrder, isNewest } from "./evolve-order.ts"
import type { Order } from "./order.ts"

const isTold = (told: string | null, known: string | null): boolean => told === null || told === known

/** An order after a late event that decides nothing of its state: a comment or a split that names it as it is named. */
function takeLate(order: Order, event: PortingEvent): Order | null {
  const { kind, supportKey, customerReference, occurredAt } = event
  const decides = kind === "status" || kind === "messaging" || kind === "deleted"
  if (decides || !isTold(supportKey, order.supportKey) || !isTold(customerReference, order.customerReference)) return null
  const first = order.firstEventAt
  // Of two that are first at one moment, sent with different precision, the total order decides.
  if (first === null || (first.micros === occurredAt.micros && first.text !== occurredAt.text)) return null
  return {
    ...order,
    placeholder: order.placeholder && kind === "split",
    firstEventAt: occurredAt.micros < first.micros ? occurredAt : first,
  }
}

/**
 * An order after some more events, however long its history is; null where one of them came late and may have decided
 * something then: only a fold of all its events tells that.
 */
export function takeEvents(order: Order, events: readonly PortingEvent[]): Order | null {
  return inOrder(events.filter(({ future }) => !future)).reduce<Order | null>(
    (now, event) => now && (isNewest(now, event) ? evolveOrder(now, event) : takeLate(now, event)),
    order,
  )
}
