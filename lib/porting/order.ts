import type { Instant } from "./instant.ts"
import type { Messaging } from "./messaging.ts"
import type { Status } from "./status.ts"

/** What the events of one order say of it, but for its comments and splits, which add up by themselves. */
export type Order = {
  /** A UUID in lower case. */
  readonly id: string
  readonly supportKey: string | null
  readonly customerReference: string | null
  readonly status: Status | null
  /** Start of the unbroken run of the present status value. */
  readonly statusSince: Instant | null
  readonly messaging: Messaging | null
  /** Start of the unbroken run of the present messaging state. */
  readonly messagingSince: Instant | null
  readonly deletedAt: Instant | null
  /** True while every event is a split or future: the order was named, and has not spoken itself. */
  readonly placeholder: boolean
  readonly firstEventAt: Instant | null
  readonly lastEventAt: Instant | null
  /** Key, in the total order, of the last event folded in. */
  readonly mark: string | null
}

export function newOrder(id: string): Order {
  return {
    id,
    supportKey: null,
    customerReference: null,
    status: null,
    statusSince: null,
    messaging: null,
    messagingSince: null,
    deletedAt: null,
    placeholder: true,
    firstEventAt: null,
    lastEventAt: null,
    mark: null,
  }
}
