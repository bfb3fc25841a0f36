import { joinNames, splitNames } from "#lib/contract/name-list.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { filterValueText, parseFilterValue } from "#lib/porting/filter-value.ts"
import { queryValues, withoutValue, withParam } from "./list-query.ts"
import { FACET_NAMES, facetValueText } from "./order-facets.ts"

export type OrderChip = {
  readonly text: string
  /** The query without it. */
  readonly without: URLSearchParams
  /** The query with its opposite in its place, and what that is called; null where it has none. */
  readonly opposite: { readonly query: URLSearchParams; readonly text: string } | null
}

const SHOWN: Readonly<Record<string, string>> = { true: "included", only: "only" }

function namesText(value: string): string {
  const names = splitNames(value)
  return names.length > 3 ? `${names.length} names` : names.join(", ")
}

const spanned =
  (words: string, opposite: string) =>
  (value: string): string =>
    value.startsWith("-") ? `${opposite} ${value.slice(1)}` : `${words} ${value}`

/** The filters that are no facets, in words. */
const PLAIN: Readonly<Record<string, (value: string) => string>> = {
  q: (value) => `Search: ${value}`,
  support_key: (value) => `Key: ${namesText(value)}`,
  any_key: (value) => `Any of: ${namesText(value)}`,
  id: (value) => `UUID: ${namesText(value)}`,
  customer_reference: (value) => `Reference: ${namesText(value)}`,
  status_age: spanned("In status for at least", "In status for less than"),
  last_event: spanned("Last event within", "No event for"),
  deleted: (value) => `Deleted: ${SHOWN[value] ?? value}`,
  placeholder: (value) => `Not heard of: ${SHOWN[value] ?? value}`,
  updated_since: (value) => `Changed here since ${value}`,
}

const reversed = (text: string): string => {
  const { value, not } = parseFilterValue(text)
  return filterValueText({ value, not: !not })
}

const SPANS = ["status_age", "last_event"]

/** The filters that a query sets, one by one, in words. */
export function activeFilters(query: URLSearchParams, guide: GuideNames): OrderChip[] {
  const plain = Object.entries(PLAIN).flatMap(([name, textOf]): OrderChip[] => {
    const value = query.get(name)
    if (!value) return []
    const other = reversed(value)
    const opposite = SPANS.includes(name) ? { query: withParam(query, name, other), text: textOf(other) } : null
    return [{ text: textOf(value), without: withParam(query, name, null), opposite }]
  })
  const facets = FACET_NAMES.flatMap((name) =>
    queryValues(query, name).map((text): OrderChip => {
      const without = withoutValue(query, name, text)
      const other = reversed(text)
      const values = joinNames([...queryValues(without, name), other])
      // What is nothing but dashes cannot be negated.
      const opposite =
        other === text ? null : { query: withParam(query, name, values), text: facetValueText(name, parseFilterValue(other), guide) }
      return { text: facetValueText(name, parseFilterValue(text), guide), without, opposite }
    }),
  )
  return [...plain, ...facets]
}
