import { type OrderListJson, urls } from "#lib/contract.ts"
import { copiedKey } from "#lib/format/order-name.ts"
import { fetchJson } from "./fetch-json.ts"

const A_PAGE = "200"
const MOST = 10_000

/** The keys of all orders of a query, by pages, up to 10,000; tells how far it is. */
export async function readAllKeys(query: URLSearchParams, tell: (read: number) => void): Promise<string[]> {
  const keys: string[] = []
  for (let cursor: string | null = ""; cursor !== null && keys.length < MOST; ) {
    const asked = new URLSearchParams(query)
    asked.set("limit", A_PAGE)
    if (cursor) asked.set("cursor", cursor)
    const page: OrderListJson = await fetchJson<OrderListJson>(urls.api.orders(asked))
    keys.push(...page.data.map(copiedKey))
    tell(keys.length)
    cursor = page.next_cursor
  }
  return keys.slice(0, MOST)
}

/** Puts keys into the clipboard, one a line. */
export async function copyKeys(keys: readonly string[]): Promise<void> {
  await navigator.clipboard.writeText(keys.join("\n"))
}
