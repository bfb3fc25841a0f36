import { randomUUID } from "node:crypto"

type Payload = Readonly<Record<string, unknown>>
/** What a test says of a delivery; the rest is filled in. `at` is occurred_at as sent. */
export type Sent = {
  readonly id?: string | null
  readonly at?: string
  readonly payload: Payload
  readonly flat?: boolean
  readonly attempt?: number
}

export const ORDER = "3594c6c3-51a7-4306-b715-ca3765f13464"
export const OTHER_ORDER = "f6e10519-4664-4119-bb03-bbe73cf26ed3"

/** The bytes of a webhook in either of Telnyx's envelopes. `id: null` sends none. */
export function sent(
  type: string,
  { id = randomUUID(), at = "2024-05-01T10:00:00.000000Z", payload, flat = false, attempt = 1 }: Sent,
): Buffer {
  const event = { event_type: `porting_order.${type}`, ...(id === null ? {} : { id }), occurred_at: at, payload }
  const envelope = flat
    ? { ...event, format: "v2", urls: ["https://example.com"] }
    : { data: { ...event, record_type: "event" }, meta: { attempt } }
  return Buffer.from(JSON.stringify(envelope))
}

type More = Omit<Sent, "payload"> & { readonly order?: string; readonly more?: Payload }
const split = ({ order = ORDER, more = {}, ...rest }: More): { order: string; more: Payload; rest: Omit<Sent, "payload"> } => ({
  order,
  more,
  rest,
})

export function sentStatus(value: unknown, about: More & { readonly codes?: readonly string[] } = {}): Buffer {
  const { codes = [], ...others } = about
  const { order, more, rest } = split(others)
  const details = codes.map((code) => ({ code, description: `About ${code}` }))
  return sent("status_changed", {
    ...rest,
    payload: { id: order, status: { value, details }, support_key: "sr_98f022", customer_reference: "ref", ...more },
  })
}

export function sentMessaging(state: unknown, about: More = {}): Buffer {
  const { order, more, rest } = split(about)
  return sent("messaging_changed", {
    flat: true,
    ...rest,
    payload: { id: order, messaging: { enable_messaging: true, messaging_port_status: state }, ...more },
  })
}

export function sentComment(comment: Payload, about: More = {}): Buffer {
  const { order, more, rest } = split(about)
  const filled = { id: randomUUID(), body: "A comment", user_type: "admin", user_id: null, inserted_at: "2024-05-01T10:00:00Z", ...comment }
  return sent("new_comment", { ...rest, payload: { porting_order_id: order, comment: filled, ...more } })
}

export function sentSplit(from: string, to: string, about: More & { readonly numbers?: readonly string[] } = {}): Buffer {
  const { numbers, ...others } = about
  const { more, rest } = split(others)
  const listed = numbers ? { porting_phone_numbers: numbers.map((id) => ({ id })) } : {}
  return sent("split", { ...rest, payload: { from: { id: from }, to: { id: to }, ...listed, ...more } })
}

export function sentDeleted(about: More = {}): Buffer {
  const { order, more, rest } = split(about)
  return sent("deleted", { flat: true, ...rest, payload: { id: order, ...more } })
}
