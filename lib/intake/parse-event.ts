import { isUtf8 } from "node:buffer"
import type { PortingEvent } from "#lib/porting/event.ts"
import { type Instant, parseInstant } from "#lib/porting/instant.ts"
import { contentHash } from "./content-hash.ts"
import { memberSpans } from "./json-text.ts"
import { type Facts, readPayload } from "./read-payload.ts"
import { envelopeSchema, metaSchema, objectSchema, referencesSchema } from "./telnyx-schema.ts"

/**
 * Goes up whenever a body may be read otherwise than before: what an older version could not understand is then read
 * again. tests/unit/interpreter-version.test.ts fails where that was forgotten.
 */
export const INTERPRETER_VERSION = 3

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

/** Invalid UTF-8 reads as U+FFFD; a byte order mark stays and makes the JSON unreadable. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true })

function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}

type Payload = {
  readonly start: number
  readonly length: number
  readonly text: string
  readonly hashed: Parameters<typeof contentHash>[2]
}

/**
 * Where the payload lies in the bytes (read as Latin-1, every byte is one character), and its text. Invalid
 * UTF-8 would read alike whatever the bytes, so identity then goes by the bytes.
 */
function findPayload(raw: Uint8Array, isWrapped: boolean): Payload {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const latin1 = bytes.toString("latin1")
  const outer = isWrapped ? memberSpans(latin1, 0).get("data") : { start: 0 }
  const span = outer && memberSpans(latin1, outer.start).get("payload")
  if (!span) return { start: 0, length: 0, text: "null", hashed: { text: "null", isUtf8: true } }
  const payload = bytes.subarray(span.start, span.end)
  const text = payload.toString("utf8")
  const hashed = isUtf8(payload) ? { text, isUtf8: true } : { text: payload.toString("latin1"), isUtf8: false }
  return { start: span.start, length: payload.length, text, hashed }
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
  const { start, length, text: payloadText, hashed } = findPayload(raw, isWrapped)
  const occurredAt = parseInstant(envelope.occurred_at)
  const hash = occurredAt ? contentHash(envelope.event_type, occurredAt.text, hashed) : ""
  const facts = factsOf(envelope, occurredAt ?? NO_TIME, hash)
  const event = readPayload({ facts, payload: envelope.payload, payloadText })
  if (typeof event === "string") return { ok: false, reason: event }
  if (occurredAt === null) return { ok: false, reason: "unreadable_time" }
  return { ok: true, event, attempt, payload: { start, length } }
}
