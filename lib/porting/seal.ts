import { orderKey, type PortingEvent } from "./event.ts"
import { evolveKind } from "./evolve-order.ts"
import { compareText } from "./instant.ts"
import type { Order } from "./order.ts"

/** What of an order the newest event that tells of it decides. */
export type Part = "status" | "messaging" | "deleted" | "supportKey" | "customerReference"

/**
 * What those events of an order added up to whose bodies are deleted. It cannot be worked out again: what is left of the
 * order's events goes on from it. Comments and splits add up by themselves: their rows are sealed.
 */
export type Seal = {
  readonly order: Order
  /** Key, in the total order, of the first event; null where all were future. */
  readonly first: string | null
  /** By part: the key of the newest event that told of it. */
  readonly newest: Readonly<Partial<Record<Part, string>>>
}

/** The parts that an event tells of. */
export function partsOf({ kind, supportKey, customerReference }: PortingEvent): Part[] {
  return [
    ...(kind === "status" || kind === "messaging" || kind === "deleted" ? [kind] : []),
    ...(supportKey === null ? [] : ["supportKey" as const]),
    ...(customerReference === null ? [] : ["customerReference" as const]),
  ]
}

/** Whether an event sorts after every sealed one that told of this part. */
function decides(event: PortingEvent, part: Part, { newest }: Seal): boolean {
  return compareText(orderKey(event), newest[part] ?? "") > 0
}

function evolveLateKind(order: Order, seal: Seal, event: PortingEvent): Order {
  const isNewest = (part: Part): boolean => decides(event, part, seal)
  switch (event.kind) {
    case "status":
      return isNewest("status") ? { ...evolveKind(order, event), deletedAt: isNewest("deleted") ? null : order.deletedAt } : order
    case "messaging":
      return isNewest("messaging") ? evolveKind(order, event) : order
    case "deleted":
      return isNewest("deleted") && isNewest("status") ? evolveKind(order, event) : order
    default:
      return order
  }
}

/** Late events come in their own order: the first one that sorts before the seal's first is the first of all. */
function firstOf(order: Order, seal: Seal, event: PortingEvent): Order["firstEventAt"] {
  const isFirst = order.firstEventAt === seal.order.firstEventAt && compareText(orderKey(event), seal.first ?? "") < 0
  return order.firstEventAt === null || isFirst ? event.occurredAt : order.firstEventAt
}

/**
 * A sealed order after an event that sorts before the last one sealed: it decides what no newer one told of. Whether it
 * began a state that is sealed, only events could say that are gone: since when that lasts stays as it was sealed.
 */
export function evolveLate(order: Order, seal: Seal, event: PortingEvent): Order {
  if (event.future) return order
  return {
    ...evolveLateKind(order, seal, event),
    supportKey: (decides(event, "supportKey", seal) ? event.supportKey : null) ?? order.supportKey,
    customerReference: (decides(event, "customerReference", seal) ? event.customerReference : null) ?? order.customerReference,
    placeholder: order.placeholder && event.kind === "split",
    firstEventAt: firstOf(order, seal, event),
  }
}
