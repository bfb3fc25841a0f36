import { type OrderJson, type OrderListJson, urls } from "#lib/contract.ts"
import type { LiveChange } from "./live-stream.ts"
import { useChangedOrders } from "./use-changed-orders.ts"
import { type HeldRows, useHeldRows } from "./use-held-rows.ts"
import { useLiveJson } from "./use-live-json.ts"

const concerns = (change: LiveChange): boolean => change.kind === "orders"
const idOf = (order: OrderJson): string => order.id

export type LiveOrders = HeldRows<OrderJson> & { readonly list: OrderListJson; readonly error: Error | null }

/**
 * A page of orders whose rows change in place and never move. A row that has left the answer, because its
 * order no longer matches, is read by itself.
 */
export function useLiveOrders(query: string, initial: OrderListJson): LiveOrders {
  const { data: list, error } = useLiveJson({ url: urls.api.orders(new URLSearchParams(query)), fallback: initial, concerns })
  const { rows, waiting, show } = useHeldRows(initial.data, list.data, idOf)
  const listed = new Set(list.data.map(idOf))
  const left = rows.map(idOf).filter((id) => !listed.has(id))
  const changed = useChangedOrders(rows.map(idOf).join(" "))
  return { list, error, waiting, show, rows: rows.map((order) => (left.includes(order.id) ? (changed.get(order.id) ?? order) : order)) }
}
