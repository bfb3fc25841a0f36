import type { OneEventJson } from "#lib/contract.ts"
import { briefText } from "./visible-text.ts"

const LONGEST_NAME = 40

/** Another event that this one can be compared with. */
export type Comparison = { readonly key: string; readonly text: string }

type Compared = Pick<OneEventJson, "twins" | "previous" | "previous_alike" | "event_type" | "details">

/** The events before it of its orders, those that are one event together. */
function ofOrders(previous: Compared["previous"], { details }: Compared, what: string): Comparison[] {
  return [...Map.groupBy(Object.entries(previous), ([, key]) => key)].map(([key, entries]) => {
    const names = entries.map(([id]) => briefText(details.order_names[id] || id.slice(0, 8), LONGEST_NAME))
    return { key, text: `${what} of ${names.join(" and ")}` }
  })
}

/**
 * The twins first: that the same id says something else is what wants an explanation. Then the last event of the same type, from which
 * this one tells what changed, and the one right before it, whatever it tells.
 */
export function comparisons(event: Compared): Comparison[] {
  const { twins, previous, previous_alike, event_type } = event
  const ofTwins = twins.map((key, index) => ({
    key,
    text: twins.length === 1 ? "the twin: same event id, other content" : `twin ${index + 1}: same event id, other content`,
  }))
  const kind = briefText(event_type?.replace(/^porting_order\./, "") ?? "", LONGEST_NAME)
  const before = ofOrders(previous, event, "the event before it")
  const isBefore = ({ key }: Comparison): boolean => before.some((one) => one.key === key)
  const alike = ofOrders(previous_alike, event, `the last ${kind} before it`).filter((one) => !isBefore(one))
  return [...ofTwins, ...alike, ...before].filter(({ key }, index, all) => all.findIndex((one) => one.key === key) === index)
}

/** The comparison that a URL asks for, else the first that there is. */
export function chosenComparison(event: Compared, against: string | null): Comparison | null {
  const all = comparisons(event)
  return all.find(({ key }) => key === against) ?? all[0] ?? null
}
