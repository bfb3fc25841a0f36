import { joinNames } from "#lib/contract/name-list.ts"
import type { InboxJson } from "#lib/contract.ts"
import type { ActiveFilter } from "./order-facets.ts"
import { briefText } from "./visible-text.ts"

const LONGEST = 100
const TITLES: Readonly<Record<string, string>> = { state: "State", event_type: "Type", order: "Order", event_id: "Event id" }

/** The filters of the inbox that a query sets, in words; the tabs show its verdict. */
export function activeEventFilters(query: URLSearchParams): ActiveFilter[] {
  return Object.entries(TITLES).flatMap(([name, title]) => {
    const value = query.get(name)
    return value ? [{ name, value, text: `${title}: ${briefText(value, LONGEST)}` }] : []
  })
}

export type VerdictTab = { readonly verdict: string | null; readonly name: string; readonly count: number | null }

/** The inbox by verdict; a number stands where somebody may have to act on it. */
export function verdictTabs({ all_time: { quarantined, conflicts } }: InboxJson): VerdictTab[] {
  return [
    { verdict: null, name: "All", count: null },
    { verdict: "quarantined", name: "Quarantine", count: quarantined },
    { verdict: "conflict", name: "Conflicts", count: conflicts },
    { verdict: "repeat", name: "Repeats", count: null },
    { verdict: "late", name: "Late", count: null },
    { verdict: "unknown_type", name: "Unknown types", count: null },
  ]
}

const KNOWN_TYPES = ["status_changed", "new_comment", "split", "messaging_changed", "deleted"].map((name) => `porting_order.${name}`)

/** The types to choose from, as a URL spells them: the known ones, those of the rows shown, and what the URL asks for. */
export function typeOptions(query: URLSearchParams, seen: readonly (string | null)[]): string[] {
  const chosen = query.get("event_type")
  return [...new Set([...KNOWN_TYPES, ...seen.flatMap((type) => (type ? joinNames([type]) : [])), ...(chosen ? [chosen] : [])])]
}
