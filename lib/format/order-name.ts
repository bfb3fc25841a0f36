import type { OrderJson } from "#lib/contract.ts"
import { statusLabel } from "./status-label.ts"

/** How an order is shown: by its support key, else by the beginning of its UUID. */
export function shortOrderName(order: { readonly id: string; readonly support_key: string | null }): string {
  return order.support_key || order.id.slice(0, 8)
}

/** What is copied of an order: its support key whether or not that leads to it alone, or else its UUID. */
export const copiedKey = ({ id, support_key }: Pick<OrderJson, "id" | "support_key">): string => support_key || id

type TitledOrder = Pick<OrderJson, "id" | "support_key" | "status" | "deleted_at" | "placeholder">

const LONGEST_IN_TITLE = 40

/** "sr_ac8c24 · Exception" */
export function orderTitle(order: TitledOrder): string {
  const unknown = order.placeholder ? "Not heard of" : "No status yet"
  const state = order.deleted_at ? "Deleted" : order.status ? statusLabel(order.status.value) : unknown
  return `${shortOrderName(order)} · ${state}`.slice(0, LONGEST_IN_TITLE)
}
