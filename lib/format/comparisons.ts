import type { OneEventJson } from "#lib/contract.ts"
import { briefText } from "./visible-text.ts"

const LONGEST_NAME = 40

/** Another event that this one can be compared with. */
export type Comparison = { readonly key: string; readonly text: string }

type Compared = Pick<OneEventJson, "twins" | "previous" | "details">

/** The twins first: that the same id says something else is what wants an explanation. */
export function comparisons({ twins, previous, details }: Compared): Comparison[] {
  const ofTwins = twins.map((key, index) => ({
    key,
    text: twins.length === 1 ? "the twin: same event id, other content" : `twin ${index + 1}: same event id, other content`,
  }))
  const byKey = Map.groupBy(Object.entries(previous), ([, key]) => key)
  const ofOrders = [...byKey].map(([key, entries]) => {
    const names = entries.map(([id]) => briefText(details.order_names[id] || id.slice(0, 8), LONGEST_NAME))
    return { key, text: `the event before it of ${names.join(" and ")}` }
  })
  return [...ofTwins, ...ofOrders.filter(({ key }) => !twins.includes(key))]
}

/** The comparison that a URL asks for, else the first that there is. */
export function chosenComparison(event: Compared, against: string | null): Comparison | null {
  const all = comparisons(event)
  return all.find(({ key }) => key === against) ?? all[0] ?? null
}
