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

/** Where the payload lies in the bytes. Read as Latin-1, every byte is one character, whatever the text's encoding. */
function payloadSpan(raw: Uint8Array, wrapped: boolean): { start: number; length: number } {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("latin1")
  const outer = wrapped ? memberSpans(text, 0).get("data") : { start: 0, end: text.length }
  const { start, end } = (outer && memberSpans(text, outer.start).get("payload")) ?? { start: 0, end: 0 }
  return { start, length: end - start }
}

/** Both of Telnyx's envelopes: `{data: {event_type, …}, meta}` and the flat one. */
function readEnvelope(text: string, value: unknown) {
  const top = objectSchema.safeParse(value).data
  if (!top) return null
  const wrapped = envelopeSchema.safeParse(top.data).data
  const envelope = wrapped ?? envelopeSchema.safeParse(top).data
  if (!envelope) return null
  const texts = memberTexts(text)
  const members = wrapped ? memberTexts(texts.get("data") ?? "{}") : texts
  return {
    envelope,
    attempt: metaSchema.safeParse(top.meta).data?.attempt ?? null,
    payloadText: members.get("payload") ?? "null",
    wrapped: wrapped !== undefined,
  }
}

function factsOf(envelope: { event_type: string; id: string | null; payload: unknown }, occurredAt: Instant, hash: string): Facts {
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
  const text = decoder.decode(raw)
  const json = parseJson(text)
  if (json === null) return { ok: false, reason: "unreadable_json" }
  const found = readEnvelope(text, json.value)
  if (!found?.envelope.event_type.startsWith("porting_order.")) return { ok: false, reason: "not_a_porting_event" }
  const { envelope, payloadText, attempt, wrapped } = found
  const occurredAt = parseInstant(envelope.occurred_at)
  const hash = occurredAt ? contentHash(envelope.event_type, occurredAt.text, payloadText) : ""
  const facts = factsOf(envelope, occurredAt ?? NO_TIME, hash)
  const event = (READERS.get(envelope.event_type) ?? readUnrecognised)({ facts, payload: envelope.payload, payloadText })
  if (typeof event === "string") return { ok: false, reason: event }
  if (occurredAt === null) return { ok: false, reason: "unreadable_time" }
  return { ok: true, event, attempt, payload: payloadSpan(raw, wrapped) }
}
