import type { Attention } from "#lib/porting/attention.ts"
import type { Court } from "#lib/porting/court.ts"
import { type Instant, parseInstant } from "#lib/porting/instant.ts"
import type { Messaging } from "#lib/porting/messaging.ts"
import type { Order } from "#lib/porting/order.ts"
import type { StatusDetail } from "#lib/porting/status.ts"
import { Prisma } from "./sql.ts"

/** The columns of `orders` that the fold writes; times as RFC 3339 text with the sender's digits. */
export type OrderRow = {
  readonly id: string
  readonly support_key: string | null
  readonly customer_reference: string | null
  readonly status_value: string | null
  readonly status_details: string | null
  readonly status_since_text: string | null
  readonly messaging: string | null
  readonly messaging_since_text: string | null
  readonly deleted_text: string | null
  readonly placeholder: boolean
  readonly first_event_text: string | null
  readonly last_event_text: string | null
  readonly mark: string | null
}

/** The same of `orders o`, but for its id. */
export const ORDER_ROW = Prisma.raw(`o.support_key, o.customer_reference, o.status_value, o.status_details, o.status_since_text,
  o.messaging, o.messaging_since_text, o.deleted_text, o.placeholder, o.first_event_text, o.last_event_text, o.mark`)

/** The columns of `orders` that the rules in force write; times in RFC 3339, to the millisecond. */
export type StandingRow = {
  readonly court: string
  readonly attention_court: string
  readonly attention_needs: boolean
  readonly due_at: string | null
  readonly watch_from: string | null
}

/** Whose move an order is, and what of it needs somebody, by the rules in force. */
export type Standing = { readonly court: Court; readonly attention: Attention }

/** So much of a code, of which a sender may make any length, is kept beside the order and compared. */
const KEPT_LENGTH = 100

/** That part of a code, by code point, as PostgreSQL's `left` counts. */
export function keptPart(value: string): string {
  return value.length <= KEPT_LENGTH ? value : [...value].slice(0, KEPT_LENGTH).join("")
}

function instantOf(text: string | null): Instant | null {
  return text === null ? null : parseInstant(text)
}

export function orderFromRow(row: OrderRow): Order {
  const details = row.status_details === null ? [] : (JSON.parse(row.status_details) as StatusDetail[])
  return {
    id: row.id,
    supportKey: row.support_key,
    customerReference: row.customer_reference,
    status: row.status_value === null ? null : { value: row.status_value, details },
    statusSince: instantOf(row.status_since_text),
    messaging: row.messaging === null ? null : (JSON.parse(row.messaging) as Messaging),
    messagingSince: instantOf(row.messaging_since_text),
    deletedAt: instantOf(row.deleted_text),
    placeholder: row.placeholder,
    firstEventAt: instantOf(row.first_event_text),
    lastEventAt: instantOf(row.last_event_text),
    mark: row.mark,
  }
}

export function orderToRow(order: Order): OrderRow {
  return {
    id: order.id,
    support_key: order.supportKey,
    customer_reference: order.customerReference,
    status_value: order.status?.value ?? null,
    status_details: order.status ? JSON.stringify(order.status.details) : null,
    status_since_text: order.statusSince?.text ?? null,
    messaging: order.messaging ? JSON.stringify(order.messaging) : null,
    messaging_since_text: order.messagingSince?.text ?? null,
    deleted_text: order.deletedAt?.text ?? null,
    placeholder: order.placeholder,
    first_event_text: order.firstEventAt?.text ?? null,
    last_event_text: order.lastEventAt?.text ?? null,
    mark: order.mark,
  }
}

const millisText = (millis: number | null): string | null => (millis === null ? null : new Date(millis).toISOString())

export function standingToRow({ court, attention }: Standing): StandingRow {
  return {
    court,
    attention_court: attention.court,
    attention_needs: attention.needs,
    due_at: millisText(attention.clock?.end ?? null),
    watch_from: millisText(attention.watchFrom),
  }
}

/** The codes by which an order is found. */
export function keptCodes(order: Order): string[] {
  const codes = (order.status?.details ?? []).flatMap((detail) => (detail.code === null ? [] : [keptPart(detail.code)]))
  return [...new Set(codes)]
}
