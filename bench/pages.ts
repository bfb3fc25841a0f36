import { type OrderListJson, orderName, urls } from "#lib/contract.ts"

export type BenchPage = { readonly name: string; readonly path: string; readonly mostScriptKb: number }

const LIST_KB = 175
const DETAIL_KB = 185

/** An order that shows most of what an order can: an exception, comments, and numbers that moved. */
async function findRichOrder(url: string): Promise<string> {
  const query = new URLSearchParams({ status: "exception", limit: "200" })
  const list = (await (await fetch(`${url}${urls.api.orders(query)}`)).json()) as OrderListJson
  const score = (order: OrderListJson["data"][number]): number =>
    Math.min(order.split_to.length, 2) * 4 +
    Math.min(order.split_from.length, 1) * 4 +
    Math.min(order.comments_count, 3) +
    (order.status?.details.length ?? 0)
  const [best] = list.data.toSorted((a, b) => score(b) - score(a) || (a.id < b.id ? -1 : 1))
  if (!best) throw new Error("the demo world has no exception.")
  return orderName(best)
}

/** The pages that are measured, each with its budget of gzipped JavaScript, framework and all. */
export async function benchPages(url: string): Promise<readonly BenchPage[]> {
  const order = await findRichOrder(url)
  return [
    { name: "Home", path: urls.home, mostScriptKb: LIST_KB },
    { name: "Orders", path: urls.orders(), mostScriptKb: LIST_KB },
    { name: "Events", path: urls.events(), mostScriptKb: LIST_KB },
    { name: "Order", path: urls.order(order), mostScriptKb: DETAIL_KB },
    { name: "Lineage", path: urls.lineage(order), mostScriptKb: DETAIL_KB },
    { name: "Settings", path: `${urls.settings}?tab=guide`, mostScriptKb: DETAIL_KB },
  ]
}
