import { useRouter } from "next/navigation"
import { useEffect, useState } from "react"
import { fetchJson } from "#lib/client/fetch-json.ts"
import { recentOrders } from "#lib/client/recent-orders.ts"
import { orderName, type SearchJson, urls } from "#lib/contract.ts"
import { statusLabel } from "#lib/format/status-label.ts"
import type { PaletteGroup, PaletteItem } from "./palette-item.ts"
import { usePaletteActions } from "./use-palette-actions.ts"

const PAUSE_MS = 120

type Found = { readonly text: string; readonly answer: SearchJson }

/** What the server finds for a text, once the typing pauses. */
function useFound(text: string): SearchJson | null {
  const [found, setFound] = useState<Found | null>(null)
  useEffect(() => {
    if (text.length < 3) return
    let isWanted = true
    const timer = setTimeout(() => {
      fetchJson<{ data: SearchJson }>(urls.api.search(text)).then(
        ({ data }) => isWanted && setFound({ text, answer: data }),
        () => {},
      )
    }, PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [text])
  return found?.text === text ? found.answer : null
}

const OPENS = { order: "Open this order", event: "Open this event", list: "Search orders" } as const

/** The palette's lines for a text: what it names exactly, then actions, orders, recents; after `>` actions only. */
export function usePaletteGroups(typed: string): readonly PaletteGroup[] {
  const router = useRouter()
  const onlyActions = typed.startsWith(">")
  const text = typed.replace(/^>/, "").trim()
  const found = useFound(onlyActions ? "" : text)
  const open = (href: string) => () => router.push(href)
  const actions = usePaletteActions().filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()))
  const search: PaletteItem = {
    value: "search",
    label: `${OPENS[found?.opens ?? "list"]}: ${text}`,
    run: open(found?.href ?? `${urls.search}?${new URLSearchParams({ q: text })}`),
  }
  const orders = (found?.orders ?? []).map((order) => ({
    value: order.id,
    label: [order.support_key ?? order.id, order.customer_reference].filter(Boolean).join(" · "),
    hint: order.status ? statusLabel(order.status) : "",
    run: open(urls.order(orderName(order))),
  }))
  const recents = recentOrders().map((name) => ({ value: `recent ${name}`, label: name, run: open(urls.order(name)) }))
  const isExact = found !== null && found.opens !== "list"
  const groups: PaletteGroup[] = onlyActions
    ? [{ value: "Actions", items: actions }]
    : [
        { value: "Exact", items: isExact ? [search] : [] },
        { value: "Recent orders", items: text === "" ? recents : [] },
        { value: "Actions", items: actions },
        { value: "Orders", items: isExact && orders.length === 1 ? [] : orders },
        { value: "Search", items: text === "" || isExact ? [] : [search] },
      ]
  return groups.filter(({ items }) => items.length > 0)
}
