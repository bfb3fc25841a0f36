import { isUtf8 } from "node:buffer"
import type { PortingEvent } from "#lib/porting/event.ts"
import { type Instant, parseInstant } from "#lib/porting/instant.ts"
import type { JsonValue, Messaging } from "#lib/porting/messaging.ts"
import type { StatusDetail } from "#lib/porting/status.ts"
import { contentHash } from "./content-hash.ts"
import { memberSpans, memberTexts, nestingDepth } from "./json-text.ts"
import {
  commentSchema,
  deletedSchema,
  detailSchema,
  envelopeSchema,
  messagingSchema,
  metaSchema,
  objectSchema,
  ownIdSchema,
  phoneNumberSchema,
  phoneNumbersSchema,
  portingOrderIdSchema,
  referencesSchema,
  splitIdsSchema,
  statusSchema,
} from "./telnyx-schema.ts"

/** Why a body is kept without being understood. */
export type QuarantineReason =
  | "unreadable_json"
  | "not_a_porting_event"
  | "no_order_id"
  | "unexpected_shape"
  | "unreadable_time"
  | "content_encoding"

/** `attempt` is Telnyx's count of tries for this delivery; `payload` says where in the bytes the payload lies. */
export type ParsedBody = {
  readonly ok: true
  readonly event: PortingEvent
  readonly attempt: number | null
  readonly payload: { readonly start: number; readonly length: number }
}
export type ParseResult = ParsedBody | { readonly ok: false; readonly reason: QuarantineReason }

type Facts = Pick<PortingEvent, "eventId" | "contentHash" | "type" | "occurredAt" | "future" | "customerReference" | "supportKey">
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

const READERS: ReadonlyMap<string, (shape: Shape) => Read> = new Map([
  ["porting_order.status_changed", readStatus],
  ["porting_order.messaging_changed", readMessaging],
  ["porting_order.new_comment", readComment],
  ["porting_order.split", readSplit],
  ["porting_order.deleted", readDeleted],
])

/** Invalid UTF-8 reads as U+FFFD; a byte order mark stays and makes the JSON unreadable. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true })

function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}

type Payload = { readonly start: number; readonly length: number; readonly text: string; readonly hashedText: string }

/**
 * Where the payload lies in the bytes (read as Latin-1, every byte is one character), and its text. Invalid
 * UTF-8 would read alike whatever the bytes, so identity then goes by the bytes.
 */
function findPayload(raw: Uint8Array, isWrapped: boolean): Payload {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const latin1 = bytes.toString("latin1")
  const outer = isWrapped ? memberSpans(latin1, 0).get("data") : { start: 0 }
  const span = outer && memberSpans(latin1, outer.start).get("payload")
  if (!span) return { start: 0, length: 0, text: "null", hashedText: "null" }
  const payload = bytes.subarray(span.start, span.end)
  const text = payload.toString("utf8")
  return { start: span.start, length: payload.length, text, hashedText: isUtf8(payload) ? text : payload.toString("latin1") }
}

/** Both of Telnyx's envelopes: `{data: {event_type, …}, meta}` and the flat one. */
function readEnvelope(value: unknown) {
  const top = objectSchema.safeParse(value).data
  if (!top) return null
  const wrapped = envelopeSchema.safeParse(top.data).data
  const envelope = wrapped ?? envelopeSchema.safeParse(top).data
  if (!envelope) return null
  return { envelope, isWrapped: wrapped !== undefined, attempt: metaSchema.safeParse(top.meta).data?.attempt ?? null }
}

function factsOf(envelope: { event_type: string; id: string | null; payload?: unknown }, occurredAt: Instant, hash: string): Facts {
  const references = referencesSchema.safeParse(envelope.payload).data
  return {
    eventId: envelope.id || hash,
    contentHash: hash,
    type: envelope.event_type,
    occurredAt,
    future: false,
    customerReference: references?.customer_reference ?? null,
    supportKey: references?.support_key ?? null,
  }
}

const NO_TIME: Instant = { micros: 0n, text: "1970-01-01T00:00:00Z" }

/**
 * Reads a webhook's bytes as a porting event. Never throws on content: what cannot be read comes back with
 * the reason. `future` is always false here; it is judged once, against the earliest receipt.
 */
export function parseEvent(raw: Uint8Array): ParseResult {
  const json = parseJson(decoder.decode(raw))
  if (json === null) return { ok: false, reason: "unreadable_json" }
  const found = readEnvelope(json.value)
  if (!found?.envelope.event_type.startsWith("porting_order.")) return { ok: false, reason: "not_a_porting_event" }
  const { envelope, isWrapped, attempt } = found
  const { start, length, text: payloadText, hashedText } = findPayload(raw, isWrapped)
  const occurredAt = parseInstant(envelope.occurred_at)
  const hash = occurredAt ? contentHash(envelope.event_type, occurredAt.text, hashedText) : ""
  const facts = factsOf(envelope, occurredAt ?? NO_TIME, hash)
  const event = (READERS.get(envelope.event_type) ?? readUnrecognised)({ facts, payload: envelope.payload, payloadText })
  if (typeof event === "string") return { ok: false, reason: event }
  if (occurredAt === null) return { ok: false, reason: "unreadable_time" }
  return { ok: true, event, attempt, payload: { start, length } }
}
