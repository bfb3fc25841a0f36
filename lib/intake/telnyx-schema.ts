import { createHash } from "node:crypto"
import { z } from "zod"

/**
 * Telnyx's shapes, as loose as they can be: each schema holds what an event must have to count as its kind.
 * Any other field of a wrong type counts as absent.
 */

/** Text that PostgreSQL can hold: it refuses NUL, and UTF-8 has no lone surrogates. The raw bytes keep both. */
function storable(sent: string): string {
  return sent.replaceAll("\u0000", "\uFFFD").toWellFormed()
}

const MARK = /^ \([0-9a-f]{16}\)$/
/** By its end alone: anybody may send a megabyte of U+FFFD, in which a pattern would look from each of them on. */
const isMarked = (text: string): boolean => MARK.test(text.slice(-19)) && text.includes("\uFFFD")

/**
 * By this things are told apart, so two that PostgreSQL would hold alike stay two: what it cannot hold is marked by its hash, and so is
 * what looks as if it were. Until the second interpreter they were held alike: an event kept then is another one when it comes again.
 */
function distinct(sent: string): string {
  const held = storable(sent)
  return held === sent && !isMarked(sent)
    ? held
    : `${held} (${createHash("sha256").update(JSON.stringify(sent)).digest("hex").slice(0, 16)})`
}

const sent = z.string().transform(storable)
const text = sent.nullable().catch(null)
const orderId = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
  .transform((id) => id.toLowerCase())

/** Zod asks for a key of unknown type to be there; a sender need not. */
const anything = z.unknown().optional()

/** An object of any members, not an array. */
export const objectSchema = z.record(z.string(), z.unknown())
export const envelopeSchema = z.looseObject({
  event_type: z.string().transform(distinct),
  id: z.string().transform(distinct).nullable().catch(null),
  occurred_at: anything,
  payload: anything,
})
export const metaSchema = z.looseObject({ attempt: z.int().min(0).max(1_000_000).nullable().catch(null) })

export const referencesSchema = z.looseObject({ customer_reference: text, support_key: text })
export const ownIdSchema = z.looseObject({ id: orderId })
export const portingOrderIdSchema = z.looseObject({ porting_order_id: orderId })
export const splitIdsSchema = z.looseObject({ from: ownIdSchema, to: ownIdSchema })

export const statusSchema = z.looseObject({
  status: z.looseObject({ value: sent, details: z.array(z.unknown()).catch([]) }),
})
export const detailSchema = z.looseObject({ code: text, description: text })
export const commentSchema = z.looseObject({
  comment: z.looseObject({
    id: z.string().min(1).transform(distinct),
    body: text,
    user_type: text,
    user_id: text,
    inserted_at: anything,
  }),
})
const flag = z.boolean().optional().catch(undefined)
export const messagingSchema = z.looseObject({
  messaging: z.looseObject({
    messaging_port_status: sent,
    enable_messaging: flag,
    messaging_capable: flag,
    messaging_port_completed: flag,
  }),
})
export const phoneNumbersSchema = z.looseObject({ porting_phone_numbers: z.array(z.unknown()).catch([]) })
export const phoneNumberSchema = z.looseObject({ id: z.string().min(1).transform(distinct) })
export const deletedSchema = z.looseObject({ deleted_at: anything })
