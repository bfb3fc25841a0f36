import { compareEvents, type PortingEvent } from "./event.ts"
import { evolveOrder } from "./evolve-order.ts"
import { newOrder, type Order } from "./order.ts"

/**
 * What a set of events says of one order: the same for any order of arrival and any number of repeats. Once
 * sorted, repeats stand side by side, and an event evolves an order the second time into what it is already.
 */
export function foldOrder(id: string, events: readonly PortingEvent[]): Order {
  return events.toSorted(compareEvents).reduce(evolveOrder, newOrder(id))
}
