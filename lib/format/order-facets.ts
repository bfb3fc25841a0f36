import type { Counts, StatsJson } from "#lib/contract.ts"
import { COURTS } from "#lib/porting/court.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { MESSAGING_STATES } from "#lib/porting/messaging.ts"
import { STATUSES } from "#lib/porting/status.ts"
import { courtLabelOf } from "./court-label.ts"
import { exceptionName } from "./exception-name.ts"
import { queryValues } from "./list-query.ts"
import { messagingLabel } from "./messaging-label.ts"
import { statusLabel } from "./status-label.ts"

export type FacetOption = { readonly value: string; readonly label: string; readonly count: number; readonly isChosen: boolean }
export type Facet = { readonly name: string; readonly title: string; readonly options: readonly FacetOption[] }

const FACETS = [
  { name: "status", title: "Status", known: STATUSES, counts: (stats: StatsJson) => stats.by_status, label: statusLabel },
  {
    name: "exception_code",
    title: "Why",
    known: [],
    counts: (stats: StatsJson) => stats.by_exception_code,
    label: exceptionName,
  },
  { name: "court", title: "Court", known: COURTS, counts: (stats: StatsJson) => stats.by_court, label: courtLabelOf },
  { name: "messaging", title: "SMS", known: MESSAGING_STATES, counts: (stats: StatsJson) => stats.by_messaging, label: messagingLabel },
] as const

const PARAMETERS: Readonly<Record<string, string>> = { q: "Search", support_key: "Key", deleted: "Deleted", placeholder: "Not heard of" }
const SHOWN: Readonly<Record<string, string>> = { true: "included", only: "only" }

/** Every facet with its values: the known ones, those that orders have, and those that the URL asks for. */
export function orderFacets(stats: StatsJson, query: URLSearchParams, guide: GuideNames): Facet[] {
  return FACETS.map(({ name, title, known, counts, label }) => {
    const chosen = queryValues(query, name)
    const counted: Counts = counts(stats)
    const values = [...new Set([...(name === "exception_code" ? Object.keys(guide) : known), ...Object.keys(counted), ...chosen])]
    const options = values.map((value) => ({
      value,
      label: label(value, guide),
      count: counted[value] ?? 0,
      isChosen: chosen.includes(value),
    }))
    return { name, title, options }
  })
}

export type ActiveFilter = { readonly name: string; readonly value: string; readonly text: string }

/** The filters that a query sets, one by one, in words. */
export function activeFilters(query: URLSearchParams, guide: GuideNames): ActiveFilter[] {
  const facets = FACETS.flatMap(({ name, title, label }) =>
    queryValues(query, name).map((value) => ({ name, value, text: `${title}: ${label(value, guide)}` })),
  )
  const others = Object.entries(PARAMETERS).flatMap(([name, title]) => {
    const value = query.get(name)
    return value ? [{ name, value, text: `${title}: ${SHOWN[value] ?? value}` }] : []
  })
  return [...others, ...facets]
}
