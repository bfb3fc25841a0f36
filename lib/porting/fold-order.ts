import { inOrder, type PortingEvent } from "./event.ts"
import { evolveOrder, isNewest } from "./evolve-order.ts"
import { newOrder, type Order } from "./order.ts"
import { evolveLate, type Seal } from "./seal.ts"

/**
 * What a set of events says of one order: the same for any order of arrival and any number of repeats. Once
 * sorted, repeats stand side by side, and an event evolves an order the second time into what it is already. Where the
 * order is sealed, they go on from its seal.
 */
export function foldOrder(id: string, events: readonly PortingEvent[], seal: Seal | null = null): Order {
  const sorted = inOrder(events)
  if (seal === null) return sorted.reduce(evolveOrder, newOrder(id))
  return sorted.reduce((order, event) => (isNewest(order, event) ? evolveOrder(order, event) : evolveLate(order, seal, event)), seal.order)
}

/** An event without what says nothing of the order itself: a comment's text, the numbers of a split, what only the last of its kind leaves. */
function withoutWords(event: PortingEvent): PortingEvent {
  switch (event.kind) {
    case "status":
      return { ...event, status: { ...event.status, details: [] } }
    case "messaging":
      return { ...event, messaging: { messaging_port_status: event.messaging.messaging_port_status } }
    case "comment":
      return { ...event, comment: { ...event.comment, body: null } }
    case "split":
      return { ...event, numberIds: [] }
    default:
      return event
  }
}

/**
 * All of some events that `foldOrder` goes by, in as little memory as that takes: of any number of details, messaging objects
 * and names only the last ones are an order's. More events may be added, and be seen to in the same way.
 */
export function decidingEvents(events: readonly PortingEvent[]): PortingEvent[] {
  const deciding = inOrder(events.filter(({ future }) => !future))
  const whole = [deciding.findLast(({ kind }) => kind === "status"), deciding.findLast(({ kind }) => kind === "messaging")]
  const named = deciding.findLast(({ supportKey }) => supportKey !== null)
  const referred = deciding.findLast(({ customerReference }) => customerReference !== null)
  return deciding.map((event) => ({
    ...(whole.includes(event) ? event : withoutWords(event)),
    supportKey: event === named ? event.supportKey : null,
    customerReference: event === referred ? event.customerReference : null,
  }))
}
