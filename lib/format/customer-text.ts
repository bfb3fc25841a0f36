import { type ExceptionGuide, rowOf } from "#lib/porting/exception.ts"
import type { StatusDetail } from "#lib/porting/status.ts"

/** What a text for the customer may name in braces; anything else in braces is text. */
export const CUSTOMER_FIELDS = ["order", "customer_reference", "support_key", "reason", "since"] as const
export type CustomerField = (typeof CUSTOMER_FIELDS)[number]

/** What an order says in place of each field; empty where it says nothing. */
export type CustomerFields = Readonly<Record<CustomerField, string>>

type NamedOrder = { readonly id: string; readonly support_key: string | null; readonly customer_reference: string | null }

/** The fields of an order and of the reason for which it was refused. The customer knows best what they call it themselves. */
export function customerFields(order: NamedOrder, { reason, since }: Pick<CustomerFields, "reason" | "since">): CustomerFields {
  const key = order.support_key || order.id.slice(0, 8)
  return { order: order.customer_reference || key, customer_reference: order.customer_reference || key, support_key: key, reason, since }
}

/** A text of the guide with an order's fields in place of the braces; what a field says is never read as a field again. */
export function fillCustomerText(text: string, fields: CustomerFields): string {
  return text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const field = CUSTOMER_FIELDS.find((known) => known === name)
    return field ? fields[field] : whole
  })
}

/** A text of the guide, its fields in braces, and the reason it is about. */
export type CustomerPart = { readonly text: string; readonly reason: string }

/** What the customer may be written about a reason; null where the guide has no text for it. */
export function customerPart({ code, description }: StatusDetail, guide: ExceptionGuide): CustomerPart | null {
  const row = rowOf(guide, code)
  return row && row.customerText !== "" ? { text: row.customerText, reason: description ?? row.name } : null
}

/** The same of all reasons that ask something of somebody: where the move is the carrier's or Telnyx's, the text asks for patience. */
export function askingParts(details: readonly StatusDetail[], guide: ExceptionGuide): CustomerPart[] {
  const isAsking = ({ code }: StatusDetail): boolean => !["carrier", "telnyx", "none"].includes(rowOf(guide, code)?.court ?? "none")
  return details.filter(isAsking).flatMap((detail) => customerPart(detail, guide) ?? [])
}
