import { compareEvents, orderKey, type PortingEvent } from "./event.ts"
import { evolveOrder, isNewest } from "./evolve-order.ts"
import { compareText } from "./instant.ts"
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

/** An event without what says nothing of the order itself: a comment's text, the numbers of a split. */
function withoutWords(event: PortingEvent, lastStatus: string): PortingEvent {
  if (event.kind === "comment") return { ...event, comment: { ...event.comment, body: null } }
  if (event.kind === "split") return { ...event, numberIds: [] }
  if (event.kind === "status" && orderKey(event) !== lastStatus) return { ...event, status: { ...event.status, details: [] } }
  return event
}

/**
 * All of some events that `foldOrder` goes by, in as little memory as that takes: of any number of details only the last
 * status's are an order's. More events may be added, and be seen to in the same way.
 */
export function decidingEvents(events: readonly PortingEvent[]): PortingEvent[] {
  const deciding = events.filter(({ future }) => !future)
  const statuses = deciding.flatMap((event) => (event.kind === "status" ? [orderKey(event)] : []))
  const last = statuses.reduce((newest, key) => (compareText(key, newest) > 0 ? key : newest), "")
  return deciding.map((event) => withoutWords(event, last))
}
