import type { DetailedEventJson } from "#lib/contract.ts"
import { commentWords } from "./event-sentence.ts"
import { millisBetween, spanText } from "./time.ts"
import { briefText } from "./visible-text.ts"

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const LONGEST = 200
const LONGEST_NAME = 40

type Worded = Pick<DetailedEventJson, "occurred_at" | "received_at" | "details">

/** What an event says, for a place that names its type already: a state by an arrow, orders by their keys. */
export function eventWords({ details: { summary, order_names } }: Worded): string {
  if (summary === null || summary.startsWith("Unknown event type ")) return ""
  const named = summary
    .replace(UUID, (id) => briefText(order_names[id] || id.slice(0, 8), LONGEST_NAME))
    .replace(/^(Status|Messaging): /, "→ ")
    .replace(/^Comment by (.*)$/s, (_, userType: string) => commentWords(userType))
    .replace(/^A number moved /, "1 number moved ")
  return briefText(named, LONGEST)
}

/** How long after it occurred an event came. */
export function lagText({ occurred_at, received_at }: Pick<Worded, "occurred_at" | "received_at">): string | null {
  if (occurred_at === null) return null
  const lag = millisBetween(occurred_at, received_at)
  return lag < 0 ? `${spanText(lag)} ahead` : spanText(lag)
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  return `${(bytes / 1024).toLocaleString("en", { maximumFractionDigits: 1 })} KiB`
}
