import { useRouter } from "next/navigation"
import { recentOrders } from "#lib/client/recent-orders.ts"
import { type FoundOrderJson, orderName, urls } from "#lib/contract.ts"
import { statusLabel } from "#lib/format/status-label.ts"
import type { PaletteGroup, PaletteItem } from "./palette-item.ts"
import { usePaletteActions } from "./use-palette-actions.ts"
import { useSearch } from "./use-search.ts"

const OPENS = { order: "Open this order", event: "Open this event", list: "Search orders" } as const

const labelOf = ({ id, support_key, customer_reference }: FoundOrderJson): string =>
  [support_key ?? id, customer_reference].filter(Boolean).join(" · ")

export type PaletteLines = {
  readonly groups: readonly PaletteGroup[]
  /** What there is to say of the search; empty where its lines say all. */
  readonly words: string
}

/** The palette's lines for a text: what it names exactly, then actions, orders, recents; after `>` actions only. */
export function usePaletteGroups(typed: string): PaletteLines {
  const router = useRouter()
  const onlyActions = typed.startsWith(">")
  const text = typed.replace(/^>/, "").trim()
  const { answer: found, words } = useSearch(onlyActions ? "" : text)
  const open = (href: string) => () => router.push(href)
  const actions = usePaletteActions().filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()))
  const only = found?.opens === "order" ? found.orders.find((order) => urls.order(orderName(order)) === found.href) : null
  const search: PaletteItem = {
    value: "search",
    label: `${OPENS[found?.opens ?? "list"]}: ${only ? labelOf(only) : text}`,
    run: open(found?.href ?? `${urls.search}?${new URLSearchParams({ q: text })}`),
  }
  const orders = (found?.orders ?? []).map((order) => ({
    value: order.id,
    label: labelOf(order),
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
        { value: "Orders", items: orders.filter(({ value }) => value !== only?.id) },
        { value: "Search", items: text === "" || isExact ? [] : [search] },
      ]
  return { groups: groups.filter(({ items }) => items.length > 0), words }
}
