import { useCallback } from "react"
import type { LiveChange } from "#lib/client/live-stream.ts"
import { useLiveJson } from "#lib/client/use-live-json.ts"
import { type CommentJson, type LineageJson, type OrderJson, type TimelineJson, urls } from "#lib/contract.ts"
import { readablePayload } from "#lib/format/readable-payload.ts"

/** All that an order's page shows, as the server rendered it. */
export type OrderData = {
  readonly order: OrderJson
  /** Newest first; one page. */
  readonly timeline: TimelineJson
  /** Oldest first; the first 200. */
  readonly history: TimelineJson
  readonly comments: readonly CommentJson[]
  readonly lineage: LineageJson
}

const fit = (timeline: TimelineJson): TimelineJson => ({
  ...timeline,
  data: timeline.data.map((entry) => ({ ...entry, payload: readablePayload(entry.payload) })),
})

/** An order's page kept up to date by the stream. */
export function useLiveOrder(data: OrderData, cursor: string | null): OrderData & { readonly error: Error | null } {
  const { id } = data.order
  const concerns = useCallback((change: LiveChange) => change.kind === "orders" && change.ids.includes(id), [id])
  const page = new URLSearchParams({ sort: "-occurred_at", ...(cursor ? { cursor } : {}) })
  const whole = new URLSearchParams({ limit: "200" })
  const order = useLiveJson({ url: urls.api.order(id), fallback: { data: data.order }, concerns })
  const timeline = useLiveJson({ url: urls.api.timeline(id, page), fallback: data.timeline, concerns, read: fit })
  const history = useLiveJson({ url: urls.api.timeline(id, whole), fallback: data.history, concerns, read: fit })
  const comments = useLiveJson({ url: urls.api.comments(id), fallback: { data: data.comments }, concerns })
  const lineage = useLiveJson({ url: urls.api.lineage(id), fallback: { data: data.lineage }, concerns })
  return {
    order: order.data.data,
    timeline: timeline.data,
    history: history.data,
    comments: comments.data.data,
    lineage: lineage.data.data,
    error: order.error ?? timeline.error ?? history.error ?? comments.error ?? lineage.error,
  }
}
