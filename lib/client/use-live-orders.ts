import { useEffect, useState } from "react"
import { type OrderJson, type OrderListJson, urls } from "#lib/contract.ts"
import { fetchJson } from "./fetch-json.ts"
import { type LiveChange, liveStream } from "./live-stream.ts"
import { useLiveJson } from "./use-live-json.ts"

const concerns = (change: LiveChange): boolean => change.kind === "orders"

type Shown = { readonly fallback: OrderListJson; readonly orders: readonly OrderJson[] }
export type LiveOrders = {
  readonly list: OrderListJson
  readonly orders: readonly OrderJson[]
  /** How many orders the answer has by now that are not shown. */
  readonly waiting: number
  readonly show: () => void
  readonly error: Error | null
}

/**
 * A page of orders whose rows change in place and never move: what came meanwhile waits until it is asked for.
 * A row that has left the answer (its order no longer matches) is read by itself.
 */
export function useLiveOrders(query: string, fallback: OrderListJson): LiveOrders {
  const { data: list, error } = useLiveJson({ url: urls.api.orders(new URLSearchParams(query)), fallback, concerns })
  const [shown, setShown] = useState<Shown>({ fallback, orders: fallback.data })
  const [left, setLeft] = useState<ReadonlyMap<string, OrderJson>>(new Map())
  const current = shown.fallback === fallback ? shown : { fallback, orders: fallback.data }
  if (current !== shown) setShown(current)

  useEffect(
    () =>
      liveStream.subscribe((change) => {
        if (change.kind !== "orders") return
        const ids = current.orders.map((order) => order.id).filter((id) => change.ids.includes(id))
        void readOrders(ids).then((orders) =>
          setLeft((before) => new Map([...before, ...orders.map((order) => [order.id, order] as const)])),
        )
      }),
    [current.orders],
  )

  const latest = new Map([...left, ...list.data.map((order) => [order.id, order] as const)])
  const orders = current.orders.map((order) => latest.get(order.id) ?? order)
  const ids = new Set(current.orders.map((order) => order.id))
  return {
    list,
    orders,
    waiting: list.data.filter((order) => !ids.has(order.id)).length,
    show: () => setShown({ fallback, orders: list.data }),
    error,
  }
}

async function readOrders(ids: readonly string[]): Promise<OrderJson[]> {
  const answers = await Promise.allSettled(ids.map((id) => fetchJson<{ data: OrderJson }>(urls.api.order(id))))
  return answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value.data] : []))
}
