import { statusLabel } from "./status-label.ts"

/** How an order is shown: by its support key, else by the beginning of its UUID. */
export function shortOrderName(order: { readonly id: string; readonly support_key: string | null }): string {
  return order.support_key || order.id.slice(0, 8)
}

type TitledOrder = Parameters<typeof shortOrderName>[0] & { readonly status: { readonly value: string } | null }

/** "sr_ac8c24 · Exception" */
export function orderTitle(order: TitledOrder): string {
  return [shortOrderName(order), order.status ? statusLabel(order.status.value) : []].flat().join(" · ")
}
