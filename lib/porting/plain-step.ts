import type { Spell } from "./spells.ts"

/** The nine statuses as a customer knows them: five steps, or the end of a move that does not go on; and what is neither. */
export type PlainState = "received" | "checked" | "needed" | "dated" | "done" | "cancelling" | "cancelled" | "unclear"

const STATES: Readonly<Record<string, PlainState>> = {
  draft: "received",
  "in-process": "checked",
  submitted: "checked",
  exception: "needed",
  "foc-date-confirmed": "dated",
  "activation-in-progress": "dated",
  ported: "done",
  "cancel-pending": "cancelling",
  cancelled: "cancelled",
}

/** What a status is to a customer. One never heard of may be good or bad news: it is told as neither. */
export function plainState(status: string | null): PlainState {
  if (status === null) return "received"
  return Object.hasOwn(STATES, status) ? (STATES[status] ?? "unclear") : "unclear"
}

export type PlainChange = { readonly state: Exclude<PlainState, "unclear">; readonly at: Spell["since"] }

/** When it came to each plain state, the newest first: statuses that are one to the customer are one line, unclear ones none. */
export function plainHistory(spells: readonly Spell[]): PlainChange[] {
  const changes: PlainChange[] = []
  for (const { value, since } of spells) {
    const state = plainState(value)
    if (state !== "unclear" && changes.at(-1)?.state !== state) changes.push({ state, at: since })
  }
  return changes.reverse()
}
