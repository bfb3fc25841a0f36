import type { CommentVersion } from "./comments.ts"
import { orderKey, type PortingEvent } from "./event.ts"
import { evolveKind } from "./evolve-order.ts"
import { compareText, type Instant } from "./instant.ts"
import type { SplitMember } from "./lineage.ts"
import type { Order } from "./order.ts"

/** What of an order the newest event that tells of it decides. */
export type Part = "status" | "messaging" | "deleted" | "supportKey" | "customerReference"

/**
 * What those events of an order added up to whose bodies are deleted. It cannot be worked out again: what is left of the
 * order's events goes on from it.
 */
export type Seal = {
  readonly order: Order
  /** By part: the key, in the total order, of the newest event that told of it. */
  readonly newest: Readonly<Partial<Record<Part, string>>>
  readonly comments: readonly CommentVersion[]
  /** The members of those edges that leave the order. */
  readonly splits: readonly SplitMember[]
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

const earlier = (a: Instant | null, b: Instant): Instant => (a === null || b.micros < a.micros ? b : a)

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
    firstEventAt: earlier(order.firstEventAt, event.occurredAt),
  }
}
