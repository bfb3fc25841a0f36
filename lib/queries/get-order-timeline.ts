import type { Viewer } from "#lib/access/roles.ts"
import type { ShownEntryJson } from "#lib/contract.ts"
import { getTimeline, type KindCount, type TimelineQuery } from "./get-timeline.ts"
import type { QueryResult } from "./read-query.ts"

export type OrderTimeline = {
  readonly entries: readonly ShownEntryJson[]
  readonly next_cursor: string | null
  readonly counts: readonly KindCount[]
}

/** A page of an order's events as its screen shows them, and how many there are of each kind. */
export async function getOrderTimeline(viewer: Viewer, id: string, query: TimelineQuery): Promise<QueryResult<OrderTimeline>> {
  const timeline = await getTimeline(viewer, id, query)
  if (timeline === null) return { ok: true, query: { entries: [], next_cursor: null, counts: [] } }
  if (!timeline.ok) return timeline
  const { data, ...rest } = timeline.query
  const entries = data.map(({ payloadText, ...entry }) => ({ ...entry, payload: JSON.parse(payloadText) as unknown }))
  return { ok: true, query: { entries, ...rest } }
}
