import { z } from "zod"
import type { ToldJson } from "#lib/contract.ts"

/** Telnyx's bodies have 1–2 kB; a list of hundreds is read on the thread that takes webhooks. A text is cut. */
export const LONGEST_TOLD = 8 * 1024
const LONGEST_TEXT = 200

const told = z
  .union([z.string(), z.int()])
  .transform((value) => String(value).slice(0, LONGEST_TEXT).toWellFormed())
  .nullable()
  .catch(null)
  .default(null)
const named = z.looseObject({ id: told }).catch({ id: null })
const payload = z
  .looseObject({ id: told, porting_order_id: told, from: named.default({ id: null }) })
  .catch({ id: null, porting_order_id: null, from: { id: null } })
const envelope = z.looseObject({ event_type: told, id: told, occurred_at: told, payload: payload.default(payload.parse(null)) })
const wrapped = z.looseObject({ data: envelope })

/** What a body that is no event says of itself where it can be read as JSON, as sent: a person may see what it was meant to be. */
export function toldInBody(raw: Uint8Array): ToldJson | null {
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(raw))
    const read = wrapped.safeParse(body).data?.data ?? envelope.safeParse(body).data
    if (!read) return null
    const { event_type, id: event_id, occurred_at, payload: of } = read
    // Of any other type it is the id of something else.
    const order = event_type?.startsWith("porting_order.") ? (of.porting_order_id ?? of.id ?? of.from.id) : null
    const all = { event_type, event_id, occurred_at, order }
    return Object.values(all).some((one) => one !== null) ? all : null
  } catch {
    return null
  }
}
