import { parseEvent } from "#lib/intake/parse-event.ts"
import { orderKey, type PortingEvent } from "#lib/porting/event.ts"
import { foldOrder } from "#lib/porting/fold-order.ts"
import { compareText } from "#lib/porting/instant.ts"
import type { Order } from "#lib/porting/order.ts"
import { ORDER } from "./sent.ts"

/** The event in a webhook's bytes; a body that holds none is a mistake in the test. */
export function eventOf(body: Uint8Array): PortingEvent {
  const parsed = parseEvent(body)
  if (!parsed.ok) throw new Error(`The body is quarantined: ${parsed.reason}`)
  return parsed.event
}

/** Which of two events is earlier in the total order, as `sort` has it. */
export function compareEvents(a: PortingEvent, b: PortingEvent): number {
  return compareText(orderKey(a), orderKey(b))
}

/** What some webhooks say of one order. */
export function orderAfter(bodies: readonly Uint8Array[], order = ORDER): Order {
  return foldOrder(order, bodies.map(eventOf))
}
