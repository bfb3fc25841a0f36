import type { Court } from "#lib/porting/court.ts"
import type { Messaging } from "#lib/porting/messaging.ts"
import type { Status } from "#lib/porting/status.ts"

/** The JSON answers of the API, in Telnyx's own names. Times are RFC 3339 in UTC with the sender's precision. */

export type OrderJson = {
  readonly id: string
  readonly support_key: string | null
  readonly customer_reference: string | null
  readonly status: Status | null
  readonly status_since: string | null
  readonly messaging: Messaging | null
  readonly court: Court
  readonly deleted_at: string | null
  readonly placeholder: boolean
  readonly comments_count: number
  /** Ids of the orders that numbers came from, sorted. */
  readonly split_from: readonly string[]
  /** Ids of the orders that numbers went to, sorted. */
  readonly split_to: readonly string[]
  readonly first_event_at: string | null
  readonly last_event_at: string | null
  readonly updated_at: string
}

export type OrderListJson = {
  readonly data: readonly OrderJson[]
  readonly next_cursor: string | null
  /** Exact up to 10,000, else 10,000. */
  readonly total: number
  readonly total_is_exact: boolean
}

export type TimelineEntryJson = {
  readonly event: string
  readonly event_id: string
  readonly event_type: string
  readonly occurred_at: string
  readonly received_at: string
  readonly deliveries: number
  readonly verified: boolean
  /** Another event has the same id and other content. */
  readonly id_reused: boolean
  /** Said to have occurred more than 24 h after its earliest receipt: decides nothing. */
  readonly future: boolean
  readonly summary: string
  /** As sent. */
  readonly payload: unknown
}

export type PageJson<Item> = { readonly data: readonly Item[]; readonly next_cursor: string | null }
export type TimelineJson = PageJson<TimelineEntryJson>

export type CommentJson = {
  readonly id: string
  readonly body: string | null
  readonly user_type: string | null
  readonly user_id: string | null
  readonly inserted_at: string | null
}

export type LineageNodeJson = {
  readonly id: string
  readonly support_key: string | null
  readonly customer_reference: string | null
  readonly status: string | null
  readonly messaging_port_status: string | null
  readonly court: Court
  readonly placeholder: boolean
}
/** `count`: distinct numbers moved, where the events list them, plus the events that list none. */
export type LineageEdgeJson = {
  readonly from: string
  readonly to: string
  readonly count: number
  readonly first_at: string
  readonly last_at: string
}
export type LineageJson = {
  readonly nodes: readonly LineageNodeJson[]
  readonly edges: readonly LineageEdgeJson[]
  readonly truncated: boolean
}
/** What the lineage page knows beyond the API's answer. */
export type LineageOrder = LineageNodeJson & { readonly deleted: boolean }
/** `events`: the split events that tell of it; `unlisted`: those of them that list no number, each counted as one. */
export type LineageMove = LineageEdgeJson & { readonly events: number; readonly unlisted: number }
export type LineageDetail = {
  readonly nodes: readonly LineageOrder[]
  readonly edges: readonly LineageMove[]
  readonly truncated: boolean
}

export type EventState = "applied" | "quarantined"
export type EventJson = {
  readonly event: string
  readonly event_id: string | null
  readonly event_type: string | null
  readonly state: EventState
  /** Why it is quarantined. */
  readonly reason: string | null
  readonly orders: readonly string[]
  readonly occurred_at: string | null
  readonly received_at: string
  readonly deliveries: number
  readonly verified: boolean
  readonly id_reused: boolean
  readonly future: boolean
}
export type EventListJson = PageJson<EventJson>

export type Counts = Readonly<Record<string, number>>
/** Orders are counted without deleted drafts and placeholders. */
export type StatsJson = {
  readonly orders: number
  readonly by_status: Counts
  readonly by_exception_code: Counts
  readonly by_messaging: Counts
  readonly by_court: Counts
  readonly events: number
  readonly quarantined: number
  readonly spooled: number
  readonly penned: number
  readonly gaps: number
  /** Deliveries this process refused since it started. */
  readonly refused: number
}

/** What the webhook address answers to whatever is kept. */
export type WebhookAnswerJson = {
  readonly result: "stored" | "duplicate" | "quarantined"
  readonly event: string
  readonly reason?: string
}

export type ReadyJson = {
  readonly status: "ready" | "not_ready"
  /** Why not. */
  readonly reason?: string
  readonly database?: { readonly version: string; readonly fsync: string; readonly synchronous_commit: string; readonly durable: boolean }
  /** Whether a Telnyx public key is set; otherwise events are taken unsigned. */
  readonly signatures_checked: boolean
}

/** RFC 9457. */
export type ProblemJson = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly [extra: string]: unknown
}

/** What the door made of a delivery, as far as an answer needs it. */
export type WebhookOutcome =
  | { readonly kind: "kept"; readonly result: WebhookAnswerJson["result"]; readonly event: string; readonly reason?: string }
  | { readonly kind: "method" | "too_large" | "cut_off" | "empty" }
  | { readonly kind: "encoded" }
  | { readonly kind: "unauthentic"; readonly reason: string; readonly event: string }
  | { readonly kind: "unavailable"; readonly event: string }

export const WEBHOOK_PATH = "/api/webhooks/telnyx"

/** How an order is addressed: by support key where it has one, else by id. */
export function orderName(order: { readonly id: string; readonly support_key: string | null }): string {
  return order.support_key || order.id
}

export const urls = {
  orders: (query?: URLSearchParams): string => withQuery("/orders", query),
  order: (name: string): string => `/orders/${encodeURIComponent(name)}`,
  lineage: (name: string, query?: URLSearchParams): string => withQuery(`/orders/${encodeURIComponent(name)}/lineage`, query),
  events: (query?: URLSearchParams): string => withQuery("/events", query),
  api: {
    orders: (query?: URLSearchParams): string => withQuery("/api/orders", query),
    order: (name: string): string => `/api/orders/${encodeURIComponent(name)}`,
    timeline: (name: string, query?: URLSearchParams): string => withQuery(`/api/orders/${encodeURIComponent(name)}/timeline`, query),
    comments: (name: string): string => `/api/orders/${encodeURIComponent(name)}/comments`,
    lineage: (name: string): string => `/api/orders/${encodeURIComponent(name)}/lineage`,
    lineageCsv: (name: string, query?: URLSearchParams): string => withQuery(`/api/orders/${encodeURIComponent(name)}/lineage.csv`, query),
    events: (query?: URLSearchParams): string => withQuery("/api/events", query),
    raw: (event: string): string => `/api/events/${encodeURIComponent(event)}/raw`,
    retry: (event: string): string => `/api/events/${encodeURIComponent(event)}/retry`,
    stats: "/api/stats",
    stream: "/api/stream",
  },
} as const

function withQuery(path: string, query?: URLSearchParams): string {
  const text = query?.toString()
  return text ? `${path}?${text}` : path
}
