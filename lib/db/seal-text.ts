import type { Seal } from "#lib/porting/seal.ts"
import { type OrderRow, orderFromRow, orderToRow } from "./order-row.ts"

type Content = Pick<Seal, "first" | "newest"> & { readonly order: OrderRow }

/** The JSON text of a seal, as `seals.content` holds it. */
export function sealToText({ order, first, newest }: Seal): string {
  const content: Content = { order: orderToRow(order), first, newest }
  return JSON.stringify(content)
}

export function sealFromText(text: string): Seal {
  const { order, first, newest } = JSON.parse(text) as Content
  return { order: orderFromRow(order), first, newest }
}
