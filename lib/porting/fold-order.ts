import { compareEvents, type PortingEvent } from "./event.ts"
import { evolveOrder, isNewest } from "./evolve-order.ts"
import { newOrder, type Order } from "./order.ts"
import { evolveLate, type Seal } from "./seal.ts"

/**
 * What a set of events says of one order: the same for any order of arrival and any number of repeats. Once
 * sorted, repeats stand side by side, and an event evolves an order the second time into what it is already. Where the
 * order is sealed, they go on from its seal.
 */
export function foldOrder(id: string, events: readonly PortingEvent[], seal: Seal | null = null): Order {
  const sorted = events.toSorted(compareEvents)
  if (seal === null) return sorted.reduce(evolveOrder, newOrder(id))
  return sorted.reduce((order, event) => (isNewest(order, event) ? evolveOrder(order, event) : evolveLate(order, seal, event)), seal.order)
}
