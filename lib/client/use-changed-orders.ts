import { useEffect, useState } from "react"
import { type OrderJson, urls } from "#lib/contract.ts"
import { fetchJson } from "./fetch-json.ts"
import { liveStream } from "./live-stream.ts"

async function readOrders(ids: readonly string[]): Promise<OrderJson[]> {
  const answers = await Promise.allSettled(ids.map((id) => fetchJson<{ data: OrderJson }>(urls.api.order(id))))
  return answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value.data] : []))
}

/** Those of some orders (ids separated by spaces) that the stream named, each read anew. */
export function useChangedOrders(ids: string): ReadonlyMap<string, OrderJson> {
  const [changed, setChanged] = useState<ReadonlyMap<string, OrderJson>>(new Map())
  useEffect(
    () =>
      liveStream.subscribe((change) => {
        if (change.kind !== "orders") return
        const named = ids.split(" ").filter((id) => change.ids.includes(id))
        void readOrders(named).then((orders) =>
          setChanged((before) => new Map([...before, ...orders.map((order) => [order.id, order] as const)])),
        )
      }),
    [ids],
  )
  return changed
}
