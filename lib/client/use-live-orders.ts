import { type OrderJson, type OrderListJson, urls } from "#lib/contract.ts"
import type { LiveChange } from "./live-stream.ts"
import { useHeldRows } from "./use-held-rows.ts"
import { useLeftOrders } from "./use-left-orders.ts"
import { useLiveJson } from "./use-live-json.ts"

const concerns = (change: LiveChange): boolean => change.kind === "orders"
const idOf = (order: OrderJson): string => order.id

export type LiveRow = {
  readonly order: OrderJson
  /** It is not as it was when it came to be shown. */
  readonly isChanged: boolean
  /** The filter would leave it out now. */
  readonly isUnmatched: boolean
}
export type LiveOrders = {
  readonly list: OrderListJson
  readonly rows: readonly LiveRow[]
  /** Where the page after the rows begins. */
  readonly nextCursor: string | null
  readonly waiting: number
  readonly show: () => void
  readonly error: Error | null
}

export type OrdersQuestion = {
  /** The list's whole query, as the API takes it. */
  readonly query: string
  /** The part of it that says which orders, with what is included. */
  readonly selection: string
  readonly initial: OrderListJson
}

/** A page of orders whose rows change in place and never move, and stay although they no longer match. */
export function useLiveOrders({ query, selection, initial }: OrdersQuestion): LiveOrders {
  const { data: list, error } = useLiveJson({
    url: urls.api.orders(new URLSearchParams(query)),
    fallback: initial,
    served: initial,
    concerns,
  })
  const { rows, first, nextCursor, waiting, show } = useHeldRows(initial, list, idOf)
  const listed = new Set(list.data.map(idOf))
  const gone = rows.map(idOf).filter((id) => !listed.has(id))
  const { fresh, unmatched } = useLeftOrders({ selection, ids: gone.join(" "), list })
  return {
    list,
    nextCursor,
    waiting,
    show,
    error,
    rows: rows.map((row, index) => {
      const isGone = !listed.has(row.id)
      const order = isGone ? (fresh.get(row.id) ?? row) : row
      return { order, isChanged: order.updated_at !== first[index]?.updated_at, isUnmatched: isGone && unmatched.has(row.id) }
    }),
  }
}
