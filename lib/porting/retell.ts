import { inOrder, orderKey, type PortingEvent, rankOf } from "./event.ts"
import { foldOrder } from "./fold-order.ts"
import { compareText, type Instant } from "./instant.ts"
import { MESSAGING_STATES } from "./messaging.ts"
import type { Order } from "./order.ts"
import { STATUSES } from "./status.ts"

/** What can be told of an event without its body. `rank` is its value's among those of its kind, 0 for one never heard of. */
export type Trace = {
  readonly kind: PortingEvent["kind"]
  readonly rank: number
  readonly occurredAt: Instant
  readonly contentHash: string
  readonly eventId: string
}

/** An event as its trace has it, of one order, without names; null where its value stands in its body alone. */
function eventOf({ kind, rank, ...facts }: Trace, orderId: string): PortingEvent | null {
  const base = { ...facts, orderId, type: "", future: false, customerReference: null, supportKey: null }
  switch (kind) {
    case "status": {
      const value = STATUSES[rank - 1]
      return value === undefined ? null : { ...base, kind, status: { value, details: [] } }
    }
    case "messaging": {
      const state = MESSAGING_STATES[rank - 1]
      return state === undefined ? null : { ...base, kind, messaging: { messaging_port_status: state } }
    }
    case "comment":
      return { ...base, kind, comment: { id: "", body: null, userType: null, userId: null, insertedAt: null } }
    case "split":
      return { ...base, kind, from: orderId, to: orderId, numberIds: [] }
    case "unrecognised":
      return { ...base, kind }
    // The body says when.
    case "deleted":
      return null
  }
}

const isNoOther = (told: string | null, known: string | null): boolean => told === null || known === null || told === known

/** Whether traces may tell what new events make of an order: not of a draft's deletion, a value never heard of, nor which of two names is the newer one. */
export function isRetellable(order: Order, news: readonly PortingEvent[]): boolean {
  if (order.deletedAt !== null) return false
  return news.every((event) => {
    const isPlain = event.kind !== "deleted" && (rankOf(event) > 0 || (event.kind !== "status" && event.kind !== "messaging"))
    return isPlain && isNoOther(event.supportKey, order.supportKey) && isNoOther(event.customerReference, order.customerReference)
  })
}

/** Whether an order's mark is the last one that it can have: of its log, or of a new event behind that which it knows already. */
function isMarkOf({ mark }: Order, last: string | null, isNew: ReadonlySet<string>): boolean {
  return mark === last || (mark !== null && isNew.has(mark) && (last === null || compareText(last, mark) < 0))
}

/**
 * An order after some more events, of which any may be late, by the traces of all its events that decide something, the new ones
 * among them: the same as a fold of all of them. What only the last event of a kind leaves, the order has, unless a new one is the
 * last now. Null where only bodies tell.
 */
export function retellOrder(order: Order, traces: readonly Trace[], news: readonly PortingEvent[]): Order | null {
  const told = traces.map((trace) => eventOf(trace, order.id))
  if (!isRetellable(order, news) || !told.every((event) => event !== null)) return null
  const isNew = new Set(news.map(orderKey))
  const known = inOrder(told).filter((event) => !isNew.has(orderKey(event)))
  const status = known.findLast((event) => event.kind === "status")
  const messaging = known.findLast((event) => event.kind === "messaging")
  // An order that does not know its log, as while a restore adds them up, is told anew by all of it.
  const last = known.at(-1)
  if (!isMarkOf(order, last ? orderKey(last) : null, isNew)) return null
  // One that knows a new event already has its state of that one.
  if (status?.status.value !== order.status?.value) return null
  if (messaging?.messaging.messaging_port_status !== order.messaging?.messaging_port_status) return null
  const whole = known.map((event, index): PortingEvent => {
    const names = index === 0 ? { supportKey: order.supportKey, customerReference: order.customerReference } : {}
    if (event.kind === "status" && event === status && order.status) return { ...event, ...names, status: order.status }
    if (event.kind === "messaging" && event === messaging && order.messaging) return { ...event, ...names, messaging: order.messaging }
    return { ...event, ...names }
  })
  return foldOrder(order.id, [...whole, ...news])
}
