import { compareEvents, type PortingEvent } from "./event.ts"
import { evolveOrder } from "./evolve-order.ts"
import { newOrder, type Order } from "./order.ts"

/** The distinct events (by event id and content), in the total order. */
function sortedEvents(events: readonly PortingEvent[]): PortingEvent[] {
  const sorted = events.toSorted(compareEvents)
  return sorted.filter((event, index) => {
    const previous = sorted[index - 1]
    return previous === undefined || compareEvents(previous, event) !== 0
  })
}

/** What a set of events says of one order: the same for any order of arrival and any number of repeats. */
export function foldOrder(id: string, events: readonly PortingEvent[]): Order {
  return sortedEvents(events).reduce(evolveOrder, newOrder(id))
}
