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

/** What the customer is to be written about these reasons, each that the guide has a text for. */
export function customerParts(details: readonly StatusDetail[], guide: ExceptionGuide): CustomerPart[] {
  return details.flatMap(({ code, description }) => {
    const row = rowOf(guide, code)
    return row && row.customerText !== "" ? [{ text: row.customerText, reason: description ?? row.name }] : []
  })
}
