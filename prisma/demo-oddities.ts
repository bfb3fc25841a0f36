import { DAY, type DemoEvent, demoTime, HOUR } from "./demo-event.ts"
import type { DemoOrder, DemoSource } from "./demo-order.ts"

type Told = Pick<DemoEvent, "type" | "at" | "payload">

function namesOf({ id, supportKey, reference }: DemoOrder): Record<string, string | null> {
  return { id, support_key: supportKey, customer_reference: reference }
}

function status(order: DemoOrder, value: string, details: readonly object[] = []): Pick<DemoEvent, "type" | "payload"> {
  return { type: "porting_order.status_changed", payload: { ...namesOf(order), status: { value, details } } }
}

/** What no documentation tells of: a value, a code, a state and types that came later, and a clock that is ahead. */
function strange(order: DemoOrder, now: number): Told[] {
  const code = { code: "CSR_NOT_AVAILABLE", description: "The losing carrier gives no customer service record for this account" }
  const messaging = { enable_messaging: true, messaging_capable: true, messaging_port_status: "awaiting_campaign" }
  return [
    { ...status(order, "port-on-hold"), at: now - 3 * HOUR },
    { ...status(order, "exception", [code]), at: now - 5 * HOUR },
    { type: "porting_order.messaging_changed", at: now - 2 * HOUR, payload: { ...namesOf(order), messaging } },
    { type: "porting_order.loa_updated", at: now - 4 * HOUR, payload: { porting_order_id: order.id } },
    { type: "porting_order.sharing_token_expired", at: now - 6 * HOUR, payload: { porting_order_id: order.id } },
    { ...status(order, "ported"), at: now + 4 * DAY },
  ]
}

/** The same event id twice with other content, as the documentation's own examples have it. */
function reusedId({ ids, now }: DemoSource, order: DemoOrder): DemoEvent[] {
  const id = ids.uuid()
  return ["exception", "ported"].map((state) => {
    const messaging = { enable_messaging: true, messaging_capable: true, messaging_port_status: state }
    return { id, type: "porting_order.messaging_changed", at: now - 7 * HOUR, payload: { ...namesOf(order), messaging } }
  })
}

/** Bodies that are no porting event: another product's webhook, a comment of no order, no time, no end. */
export function demoForeignBodies({ ids, now }: DemoSource): readonly string[] {
  const envelope = { id: ids.uuid(), occurred_at: demoTime(now - HOUR), record_type: "event" }
  const message = { direction: "inbound", id: ids.uuid(), text: "Is this thing on?" }
  const order = { id: ids.uuid(), status: { value: "submitted", details: [] } }
  const comment = { id: ids.uuid(), body: "Whose comment is this?", inserted_at: demoTime(now - HOUR), user_id: null, user_type: "admin" }
  return [
    JSON.stringify({ data: { ...envelope, event_type: "message.received", payload: message } }),
    JSON.stringify({ data: { ...envelope, event_type: "porting_order.new_comment", payload: { comment } } }),
    JSON.stringify({ data: { ...envelope, event_type: "porting_order.status_changed", occurred_at: "yesterday", payload: order } }),
    JSON.stringify({ data: { ...envelope, event_type: "porting_order.status_changed", payload: order } }).slice(0, -40),
  ]
}

/** Strange events for some of the orders; each kind meets another order. */
export function demoOddities(source: DemoSource, orders: readonly DemoOrder[]): DemoEvent[] {
  const { ids, random, now } = source
  const busy = orders.filter(({ spells }) => spells.length > 2)
  const some = (): DemoOrder[] => busy.slice(random.whole(0, busy.length - 1)).slice(0, 1)
  const kinds = Math.ceil(orders.length / 150) * 6
  const told = Array.from({ length: kinds }, (_, kind) => some().flatMap((order) => strange(order, now).slice(kind % 6, (kind % 6) + 1)))
  const reused = Array.from({ length: Math.ceil(orders.length / 100) }, () => some().flatMap((order) => reusedId(source, order)))
  return [...told.flat().map((event) => ({ id: ids.uuid(), ...event })), ...reused.flat()]
}
