import { useEffect, useState } from "react"
import { type OrderJson, type OrderListJson, urls } from "#lib/contract.ts"
import { fetchJson } from "./fetch-json.ts"
import { liveStream } from "./live-stream.ts"

type LeftOrders = {
  /** How they are now. */
  readonly fresh: ReadonlyMap<string, OrderJson>
  /** Those that the filter leaves out now; the others only stand on another page. */
  readonly unmatched: ReadonlySet<string>
}

const NONE: LeftOrders = { fresh: new Map(), unmatched: new Set() }
const MOST = "200"

async function readOrders(query: URLSearchParams, ids: readonly string[]): Promise<readonly OrderJson[]> {
  if (ids.length === 0) return []
  const asked = new URLSearchParams(query)
  asked.set("id", ids.join(","))
  asked.set("limit", MOST)
  return (await fetchJson<OrderListJson>(urls.api.orders(asked))).data
}

async function readLeft(selection: URLSearchParams, ids: readonly string[]): Promise<LeftOrders> {
  const include = selection.get("include") ?? ""
  const matching = await readOrders(selection, ids)
  const unmatched = new Set(ids.filter((id) => !matching.some((order) => order.id === id)))
  const others = await readOrders(new URLSearchParams({ include, deleted: "true", placeholder: "true" }), [...unmatched])
  return { fresh: new Map([...matching, ...others].map((order) => [order.id, order])), unmatched }
}

/** The orders that stand on a screen and no longer in its list: asked for by themselves, with the list and when the stream names them. */
export function useLeftOrders({ selection, ids, list }: { selection: string; ids: string; list: OrderListJson }): LeftOrders {
  const [left, setLeft] = useState(NONE)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer of the list is when these may have changed too
  useEffect(() => {
    const named = ids.split(" ").filter(Boolean)
    if (named.length === 0) return
    let isOver = false
    const read = (): void => {
      readLeft(new URLSearchParams(selection), named).then(
        (read) => isOver || setLeft(read),
        () => {},
      )
    }
    read()
    const end = liveStream.subscribe((change) => {
      if (change.kind === "orders" && named.some((id) => change.ids.includes(id))) read()
    })
    return () => {
      isOver = true
      end()
    }
  }, [selection, ids, list])
  return ids === "" ? NONE : left
}
