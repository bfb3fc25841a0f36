import type { DetailedEventJson } from "#lib/contract.ts"

/** A row of the inbox, and those that are folded into it because nothing tells them apart but their time. */
export type EventGroup = { readonly event: DetailedEventJson; readonly alike: readonly DetailedEventJson[] }

/** Quarantined bodies of one cause and one size stand as the first of them; everything else for itself. */
export function foldAlike(events: readonly DetailedEventJson[]): EventGroup[] {
  const groups = new Map<string, DetailedEventJson[]>()
  for (const event of events) {
    const key = event.state === "quarantined" ? `${event.reason} ${event.details.size}` : event.event
    groups.set(key, [...(groups.get(key) ?? []), event])
  }
  return [...groups.values()].flatMap(([event, ...alike]) => (event ? [{ event, alike }] : []))
}
