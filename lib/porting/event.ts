import { compareText, type Instant, MIN_MICROS } from "./instant.ts"
import { type Messaging, messagingRank } from "./messaging.ts"
import { type Status, statusRank } from "./status.ts"

type EventBase = {
  /** As sent; the content's hash where none was sent. */
  readonly eventId: string
  /** Hex SHA-256 of type, occurred_at and payload. */
  readonly contentHash: string
  /** As sent, e.g. `porting_order.status_changed`. */
  readonly type: string
  readonly occurredAt: Instant
  /** Said to have occurred more than 24 h after its earliest receipt: shown, but decides nothing. */
  readonly future: boolean
  readonly customerReference: string | null
  readonly supportKey: string | null
}

export type PortingComment = {
  readonly id: string
  readonly body: string | null
  readonly userType: string | null
  readonly userId: string | null
  readonly insertedAt: Instant | null
}

export type StatusEvent = EventBase & { readonly kind: "status"; readonly orderId: string; readonly status: Status }
export type MessagingEvent = EventBase & { readonly kind: "messaging"; readonly orderId: string; readonly messaging: Messaging }
export type CommentEvent = EventBase & { readonly kind: "comment"; readonly orderId: string; readonly comment: PortingComment }
/** One webhook per number moved; `numberIds` are ids of porting phone numbers, empty where the event lists none. */
export type SplitEvent = EventBase & {
  readonly kind: "split"
  readonly from: string
  readonly to: string
  readonly numberIds: readonly string[]
}
/** A type that begins with `porting_order.` and is not one of the five: kept and shown. */
export type UnrecognisedEvent = EventBase & { readonly kind: "unrecognised"; readonly orderId: string }
export type DeletedEvent = EventBase & { readonly kind: "deleted"; readonly orderId: string; readonly deletedAt: Instant | null }

export type PortingEvent = StatusEvent | MessagingEvent | CommentEvent | SplitEvent | UnrecognisedEvent | DeletedEvent

/** The kinds in their place in the total order. */
const KINDS: readonly PortingEvent["kind"][] = ["status", "messaging", "comment", "split", "unrecognised", "deleted"]

export function kindPlace(kind: PortingEvent["kind"]): number {
  return KINDS.indexOf(kind)
}

/** The kind at a place. Throws where there is none. */
export function kindAt(place: number): PortingEvent["kind"] {
  const kind = KINDS[place]
  if (kind === undefined) throw new Error(`No kind of event has the place ${place}.`)
  return kind
}

const KIND_OF_TYPE: Readonly<Record<string, PortingEvent["kind"]>> = {
  "porting_order.status_changed": "status",
  "porting_order.messaging_changed": "messaging",
  "porting_order.new_comment": "comment",
  "porting_order.split": "split",
  "porting_order.deleted": "deleted",
}

/** The kind of an event by its type as sent. */
export function kindOfType(type: string): PortingEvent["kind"] {
  return Object.hasOwn(KIND_OF_TYPE, type) ? (KIND_OF_TYPE[type] ?? "unrecognised") : "unrecognised"
}

/** Place of the event's value among those of its kind; only statuses and messaging states have one. */
export function rankOf(event: PortingEvent): number {
  if (event.kind === "status") return statusRank(event.status.value)
  if (event.kind === "messaging") return messagingRank(event.messaging.messaging_port_status)
  return 0
}

/** The ids of the orders an event touches: two for a split (one where an order splits into itself). */
export function ordersTouched(event: PortingEvent): readonly string[] {
  if (event.kind !== "split") return [event.orderId]
  return event.from === event.to ? [event.from] : [event.from, event.to]
}

/** What settles an event's place among all others; `kind` is the kind's own place. */
export type Placed = Pick<EventBase, "contentHash" | "eventId"> & { readonly at: Instant; readonly kind: number; readonly rank: number }

/**
 * The key in the one total order of everything: time to the microsecond, kind, rank within the kind, content, event
 * id. Keys compare by code point (`compareText`), as text under collation "C".
 */
export function placeInOrder({ at, kind, rank, contentHash, eventId }: Placed): string {
  const time = (at.micros - MIN_MICROS).toString().padStart(18, "0")
  return `${time}${kind}${rank}${contentHash}${eventId}`
}

/** An event's key in the total order. */
export function orderKey(event: PortingEvent): string {
  const { occurredAt: at, contentHash, eventId } = event
  return placeInOrder({ at, kind: kindPlace(event.kind), rank: rankOf(event), contentHash, eventId })
}

/** Events in the total order. Each key is made once: a sort would ask for it a dozen times. */
export function inOrder(events: readonly PortingEvent[]): PortingEvent[] {
  const keyed = events.map((event) => ({ event, key: orderKey(event) }))
  return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ event }) => event)
}
