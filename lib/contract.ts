import type { Court } from "#lib/porting/court.ts"
import type { Messaging } from "#lib/porting/messaging.ts"
import type { Section } from "#lib/porting/sections.ts"
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
  /** Only where it was asked for by `include=attention`. */
  readonly attention?: AttentionJson
  /** Whether numbers that left it came back; only where it was asked for by `include=split_cycle`. */
  readonly split_cycle?: boolean
}

/** What the order list can be filtered by beside what an order's own members say. */
export const SPLIT_KINDS = ["any", "in", "out", "cycle"] as const
export type SplitKind = (typeof SPLIT_KINDS)[number]
export const ORDER_FLAGS = ["id_reused", "late", "future"] as const
export type OrderFlag = (typeof ORDER_FLAGS)[number]

/** How many orders have each value of a filter, under the other filters in force. */
export type FacetsJson = {
  readonly status: Counts
  readonly exception_code: Counts
  readonly messaging: Counts
  readonly court: Counts
  readonly needs: Counts
  readonly attention: Counts
  readonly split: Counts
  /** What the same filter would list, were it not left out. */
  readonly left_out: { readonly placeholder: number; readonly deleted: number }
}

/** What of an order needs somebody, and until when: nothing here depends on the present moment. */
export type AttentionJson = {
  /** In whose queue it stands when it needs somebody; `none` where it never can. */
  readonly court: Court
  /** Somebody has to act whatever the clock says: an open exception, of voice or of messaging. */
  readonly needs: boolean
  /** When the first of its clocks ends. */
  readonly due_at: string | null
  /** From when on that is watched. */
  readonly watch_from: string | null
  /** The clock that ends first. */
  readonly clock: {
    readonly of: "status" | "code" | "messaging"
    readonly value: string
    readonly since: string
    readonly hours: number
    /** The working hours it counts in; null: around the clock. */
    readonly calendar: string | null
  } | null
}

/** How many orders a section of the queue holds, by court, and the first of them. */
export type QueueSectionJson = { readonly by_court: Counts; readonly total: number; readonly orders: readonly OrderJson[] }
export type QueueJson = {
  /** The moment for which it was told. */
  readonly now: string
  readonly sections: Readonly<Record<Section, QueueSectionJson>>
  /** By court: what is overdue, due or for later. What is only watched counts nowhere. */
  readonly needs: Counts
  /** Orders ported by voice whose messaging is not done. */
  readonly messaging_open: number
  readonly quarantined: number
  /** Orders under way that need nobody. */
  readonly moving: number
  /** When the next clock of those ends. */
  readonly next_clock_at: string | null
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
  home: "/",
  orders: (query?: URLSearchParams): string => withQuery("/orders", query),
  settings: "/settings",
  order: (name: string): string => `/orders/${encodeURIComponent(name)}`,
  lineage: (name: string): string => `/orders/${encodeURIComponent(name)}/lineage`,
  events: (query?: URLSearchParams): string => withQuery("/events", query),
  api: {
    orders: (query?: URLSearchParams): string => withQuery("/api/orders", query),
    ordersCsv: (query?: URLSearchParams): string => withQuery("/api/orders.csv", query),
    facets: (query?: URLSearchParams): string => withQuery("/api/order-facets", query),
    order: (name: string): string => `/api/orders/${encodeURIComponent(name)}`,
    timeline: (name: string, query?: URLSearchParams): string => withQuery(`/api/orders/${encodeURIComponent(name)}/timeline`, query),
    comments: (name: string): string => `/api/orders/${encodeURIComponent(name)}/comments`,
    lineage: (name: string): string => `/api/orders/${encodeURIComponent(name)}/lineage`,
    events: (query?: URLSearchParams): string => withQuery("/api/events", query),
    raw: (event: string): string => `/api/events/${encodeURIComponent(event)}/raw`,
    retry: (event: string): string => `/api/events/${encodeURIComponent(event)}/retry`,
    attention: "/api/attention",
    stats: "/api/stats",
    preferences: "/api/preferences",
    stream: "/api/stream",
  },
} as const

function withQuery(path: string, query?: URLSearchParams): string {
  const text = query?.toString()
  return text ? `${path}?${text}` : path
}
