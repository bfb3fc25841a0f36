import { kindOfType, type PortingEvent } from "#lib/porting/event.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import type { JsonValue, Messaging } from "#lib/porting/messaging.ts"
import type { StatusDetail } from "#lib/porting/status.ts"
import { memberTexts, nestingDepth } from "./json-text.ts"
import {
  commentSchema,
  deletedSchema,
  detailSchema,
  messagingSchema,
  ownIdSchema,
  phoneNumberSchema,
  phoneNumbersSchema,
  portingOrderIdSchema,
  splitIdsSchema,
  statusSchema,
} from "./telnyx-schema.ts"

/** What every kind of event has, read from its envelope. */
export type Facts = Pick<PortingEvent, "eventId" | "contentHash" | "type" | "occurredAt" | "future" | "customerReference" | "supportKey">
type Shape = { readonly facts: Facts; readonly payload: unknown; readonly payloadText: string }
type Read = PortingEvent | "no_order_id" | "unexpected_shape"

/** Deeper objects than any real one, which would overflow the stack of whoever prints them, are left out. */
const DEEPEST_MEMBER = 32

function ownId(payload: unknown): string | null {
  return ownIdSchema.safeParse(payload).data?.id ?? null
}

function commentedOrderId(payload: unknown): string | null {
  return portingOrderIdSchema.safeParse(payload).data?.porting_order_id ?? null
}

function readStatus({ facts, payload }: Shape): Read {
  const orderId = ownId(payload)
  if (orderId === null) return "no_order_id"
  const shape = statusSchema.safeParse(payload)
  if (!shape.success) return "unexpected_shape"
  const { value, details } = shape.data.status
  return { ...facts, kind: "status", orderId, status: { value, details: details.flatMap(readDetail) } }
}

function readDetail(item: unknown): StatusDetail[] {
  const detail = detailSchema.safeParse(item).data
  if (!detail || (detail.code === null && detail.description === null)) return []
  return [{ code: detail.code, description: detail.description }]
}

function readMessaging({ facts, payload, payloadText }: Shape): Read {
  const orderId = ownId(payload)
  if (orderId === null) return "no_order_id"
  const shape = messagingSchema.safeParse(payload)
  if (!shape.success) return "unexpected_shape"
  const texts = memberTexts(memberTexts(payloadText).get("messaging") ?? "{}")
  const isPrintable = ([key, value]: [string, unknown]): boolean =>
    value !== undefined && nestingDepth(texts.get(key) ?? "") <= DEEPEST_MEMBER
  const messaging = Object.fromEntries(Object.entries(shape.data.messaging).filter(isPrintable)) as Record<string, JsonValue>
  return { ...facts, kind: "messaging", orderId, messaging: messaging as Messaging }
}

function readComment({ facts, payload }: Shape): Read {
  const orderId = commentedOrderId(payload)
  if (orderId === null) return "no_order_id"
  const shape = commentSchema.safeParse(payload)
  if (!shape.success) return "unexpected_shape"
  const { id, body, user_type, user_id, inserted_at } = shape.data.comment
  const comment = { id, body, userType: user_type, userId: user_id, insertedAt: parseInstant(inserted_at) }
  return { ...facts, kind: "comment", orderId, comment }
}

/** A split names two orders, so what else it told could be of either: references in it count for none. */
function readSplit({ facts, payload }: Shape): Read {
  const ids = splitIdsSchema.safeParse(payload).data
  if (!ids) return "no_order_id"
  const listed = phoneNumbersSchema.safeParse(payload).data?.porting_phone_numbers ?? []
  const numberIds = listed.flatMap((item) => phoneNumberSchema.safeParse(item).data?.id ?? [])
  return { ...facts, customerReference: null, supportKey: null, kind: "split", from: ids.from.id, to: ids.to.id, numberIds }
}

function readDeleted({ facts, payload }: Shape): Read {
  const orderId = ownId(payload)
  if (orderId === null) return "no_order_id"
  return { ...facts, kind: "deleted", orderId, deletedAt: parseInstant(deletedSchema.safeParse(payload).data?.deleted_at) }
}

function readUnrecognised({ facts, payload }: Shape): Read {
  const orderId = commentedOrderId(payload) ?? ownId(payload)
  return orderId === null ? "no_order_id" : { ...facts, kind: "unrecognised", orderId }
}

const READERS: Readonly<Record<PortingEvent["kind"], (shape: Shape) => Read>> = {
  status: readStatus,
  messaging: readMessaging,
  comment: readComment,
  split: readSplit,
  deleted: readDeleted,
  unrecognised: readUnrecognised,
}

/** The event in a payload, by its type, or why there is none. `payloadText` is the payload's source text. */
export function readPayload(shape: Shape): Read {
  return READERS[kindOfType(shape.facts.type)](shape)
}
