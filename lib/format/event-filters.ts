import type { ActiveFilter } from "./order-facets.ts"

const TITLES: Readonly<Record<string, string>> = { state: "State", event_type: "Type", order: "Order", event_id: "Event id" }

/** The filters of the inbox that a query sets, in words. */
export function activeEventFilters(query: URLSearchParams): ActiveFilter[] {
  return Object.entries(TITLES).flatMap(([name, title]) => {
    const value = query.get(name)
    return value ? [{ name, value, text: `${title}: ${value}` }] : []
  })
}
