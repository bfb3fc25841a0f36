import type { Clocks } from "#lib/porting/clock.ts"
import type { Court } from "#lib/porting/court.ts"
import type { ExceptionGuide } from "#lib/porting/exception.ts"
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
  /** Another order has the same support key, which leads to the one told of last; only with `include=attention`, and where it is so. */
  readonly key_is_shared?: true
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
  /** How many orders are in each status and messaging state never heard of, the most frequent ones. */
  readonly unheard: { readonly status: Counts; readonly messaging: Counts }
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
  /** As sent; what is left of it where its body is deleted. */
  readonly payload: unknown
  /** When its body was deleted for its age; missing while it is kept. */
  readonly pruned_at?: string
}

/** An entry as an order's page shows it. */
export type ShownEntryJson = TimelineEntryJson & {
  /** Came after an event that sorts later. */
  readonly out_of_order: boolean
  /** Where it came from: `webhook`, `sample`. */
  readonly source: string
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

/** A comment with the event that told of it. */
export type ShownCommentJson = CommentJson & { readonly event: string | null }

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
export type LineageOrder = LineageNodeJson & {
  readonly deleted: boolean
  readonly key_is_shared: boolean
  /** In which section of the queue it stands, for whom, and until when; null: in none, without a clock. */
  readonly section: Section | null
  readonly attention_court: Court
  readonly due_at: string | null
}
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

/** What was made of an event: `conflict` where an earlier one of other content had used its event id. */
export type Verdict = "new" | "conflict" | "quarantined"
/** What a body that is no event says of itself, as sent, at most 200 characters each; null where it says nothing. */
export type ToldJson = Readonly<Record<"event_type" | "event_id" | "occurred_at" | "order", string | null>>
/** What `include=details` tells of an event beside itself. */
export type EventDetailsJson = {
  readonly verdict: Verdict
  /** One plain sentence of what it says. */
  readonly summary: string | null
  /** Telnyx's count of tries at the newest delivery. */
  readonly attempt: number | null
  readonly envelope: "wrapped" | "flat" | null
  /** Bytes that are kept of its body. */
  readonly size: number
  /** When its body was deleted for its age; missing while it is kept. */
  readonly pruned_at?: string
  /** Of a quarantined body of up to 8 KiB that is JSON of an object. */
  readonly told?: ToldJson
  /** Support keys of its orders, by order id. */
  readonly order_names: Readonly<Record<string, string | null>>
  /** Where it came from, if not from Telnyx: `sample`. */
  readonly source?: string
}
export type DetailedEventJson = EventJson & { readonly details: EventDetailsJson }
export type DetailedEventListJson = PageJson<DetailedEventJson>

export type Headers = Readonly<Record<string, string>>
/** One HTTP delivery: the first and the newest 20 of an event are kept. */
export type DeliveryJson = {
  /** 1 for the first. */
  readonly ordinal: number
  readonly received_at: string
  readonly attempt: number | null
  readonly verified: boolean
  readonly headers: Headers
}
export type OneEventJson = DetailedEventJson & {
  /** Those of the first delivery. */
  readonly headers: Headers
  /** Oldest first; `deliveries` counts them all. */
  readonly kept_deliveries: readonly DeliveryJson[]
  /** Other events with the same event id, the earliest received first, 20 at most. */
  readonly twins: readonly string[]
  /** By order id: the event before this one in the total order; orders that have none are left out. */
  readonly previous: Readonly<Record<string, string>>
  /** The same of events of its own type: what this one changed. */
  readonly previous_alike: Readonly<Record<string, string>>
}

/** Always: received = new + repeats + conflicts + quarantined. */
export type TallyJson = {
  readonly received: number
  readonly new: number
  readonly repeats: number
  readonly conflicts: number
  readonly quarantined: number
}
/** Of so many of the newest events it is told how long after they occurred they came. */
export const LAG_EVENTS = 1_000
export type InboxJson = {
  readonly all_time: TallyJson
  /** Of the events that were first received in the last 24 hours, from their first minute on, with all their deliveries. */
  readonly last_24_h: TallyJson
  /** Between occurring and being received, of the newest 1,000 of the last 24 hours, in milliseconds; null where there are none. */
  readonly lag_p95_ms: number | null
  readonly last_received_at: string | null
  /** Bodies in the pen, when the newest of them came, and open gaps: in no sum above. */
  readonly penned: number
  readonly last_penned_at: string | null
  readonly gaps: number
}

/** A body that came without a right signature. */
export type PennedJson = {
  readonly event: string
  /** The earliest receipt. */
  readonly received_at: string
  readonly reason: string
  /** Base64 of the key set now that verifies it: then its age alone was wrong. */
  readonly verified_with?: string
  /** Bytes. */
  readonly size: number
}
/** What the screen tells of it beside that. */
export type ShownPennedJson = Omit<PennedJson, "verified_with"> & {
  readonly verified_with: string | null
  /** Of its bytes, in hex: two bodies may be of one event. */
  readonly hash: string
  readonly deliveries: number
  /** By how many seconds its timestamp was behind when it came, or, negative, ahead; null where it has none. */
  readonly skew_seconds: number | null
}
/** How many in the pen were refused for one reason. `authentic`: by a key set now. */
export type PennedReasonJson = { readonly reason: string; readonly authentic: boolean; readonly count: number; readonly since: string }
/** What verifying the pen anew came to. */
export type ReverifyJson = { readonly released: number; readonly left: number }
/** What became of a body that was released. */
export type ReleaseJson = { readonly result: string; readonly event: string; readonly reason?: string }

/** A span of time in which deliveries were refused and kept nowhere; open until somebody has seen to it. */
export type GapJson = {
  readonly id: string
  /** `spool_failed`, `too_large`, `quarantine_full`, `pen_full`, `pen_too_large`, `pen_failed`. */
  readonly reason: string
  readonly from: string
  readonly to: string
  /** How many deliveries. */
  readonly refused: number
  readonly closed_at: string | null
}

/** What trying all that is quarantined again came to. */
export type RetryAllJson = { readonly understood: number; readonly still_quarantined: number }

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
  /** Deliveries refused, by all processes. */
  readonly refused: number
}

/** What stands around every screen. */
export type PulseJson = {
  /** When the newest delivery came. */
  readonly last_webhook_at: string | null
  /** Exact up to 1,000. */
  readonly quarantined: number
  /** Orders that need someone now; null where that is not counted. */
  readonly needs_someone: number | null
  /** What waits in the pen; null where nothing does, or that is not known. */
  readonly penned: {
    readonly count: number
    readonly since: string
    /** How many of them are authentic, and of the newest of those by how many seconds its timestamp was off. */
    readonly authentic: number
    readonly skew_seconds: number | null
  } | null
  /** The open gaps; null where there is none, or that is not known. */
  readonly gaps: { readonly count: number; readonly refused: number; readonly since: string } | null
}

/** An order that a search found. */
export type FoundOrderJson = {
  readonly id: string
  readonly support_key: string | null
  readonly key_is_shared?: boolean
  readonly customer_reference: string | null
  readonly status: string | null
}
/** Another order with the same support key. */
export type NamesakeJson = { readonly id: string; readonly status: string | null; readonly deleted: boolean }
/** What a search leads to: the page that Enter opens, and orders that fit. */
export type SearchJson = { readonly href: string; readonly opens: "order" | "event" | "list"; readonly orders: readonly FoundOrderJson[] }

/** The rules in force. `own`: which rows of the guide, and whether the clocks, are the operator's own. */
export type RulesJson = {
  /** 0 before the first saving. A change names the version that it was made from. */
  readonly version: number
  readonly guide: ExceptionGuide
  readonly clocks: Clocks
  readonly own: { readonly guide: readonly string[]; readonly clocks: boolean }
}

/** What of a change was refused, and where: `field` is the path of a member, as `limit.hours`. */
export type FieldErrorJson = { readonly field: string; readonly message: string }

/** How many orders a change of the rules would move. */
export type RulesEffectJson = {
  /** Become overdue, and stop being. */
  readonly overdue: number
  readonly not_overdue: number
  /** Come to need somebody, and stop needing anybody. */
  readonly needing: number
  readonly not_needing: number
  /** Change their court. */
  readonly court: number
}

/** Where webhooks go while the database does not keep them. Told without the database. */
export type StoringJson = {
  /** Since when the database does not keep webhooks; null while it does. */
  readonly outage_since: string | null
  /** How many wait on this machine's disk. */
  readonly spooled: number
  /** Files of the spool that cannot be drained beyond a byte, and why. */
  readonly stuck: readonly { readonly file: string; readonly at: number; readonly reason: string }[]
}

/** What the webhook address answers to whatever is kept. */
export type WebhookAnswerJson = {
  readonly result: "stored" | "duplicate" | "quarantined" | "spooled"
  readonly event: string
  readonly reason?: string
}

/** Where it is not ready, a problem says why. */
export type ReadyJson = {
  readonly status: "ready"
  readonly database: { readonly version: string; readonly fsync: string; readonly synchronous_commit: string; readonly durable: boolean }
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

/** How much of what is shown is the sample: how many events, and the orders that they touch, sorted. */
export type SampleJson = { readonly events: number; readonly orders: readonly string[] }

/** What came to the webhook's address and was not kept, and why, one a reason. */
export type RefusalJson = {
  readonly reason: string
  readonly count: number
  readonly first_at: string
  readonly last_at: string
  /** Of the last one: its method, by how many seconds its clock was behind (or, negative, ahead), or its encoding. */
  readonly detail: string | null
  readonly user_agent: string | null
  /** Counted under other public keys than those now set. */
  readonly earlier: boolean
}

/** One step of a test event's way. A step that was not come to is `skipped`, as is the check of a signature where no key is set. */
export type TestStepJson = {
  readonly step: "reached" | "signature" | "stored" | "shown"
  readonly state: "passed" | "failed" | "skipped"
  readonly ms: number | null
  readonly text: string
}
export type TestEventJson = { readonly at: string; readonly passed: boolean; readonly steps: readonly TestStepJson[] }

export type DoorEventJson = {
  readonly event: string
  readonly event_type: string | null
  readonly received_at: string
  readonly verified: boolean
}

/** What is known of the webhook's address: how it is set up, what came to it, and what of that was not kept. */
export type DoorJson = {
  /** The webhook's address, as Telnyx is to be given it. */
  readonly address: string
  /** Whether that address is a loopback one, which only this machine reaches. */
  readonly is_local: boolean
  /** The public keys that are set, as base64. */
  readonly keys: readonly string[]
  readonly listening_since: string
  readonly asked_at: string
  /** Whether there is anything in the inbox, of the sample too. */
  readonly has_events: boolean
  /** The earliest event of an order that a webhook brought. */
  readonly first_event: DoorEventJson | null
  /** The newest such. */
  readonly last_event: DoorEventJson | null
  /** The newest body that was kept without being understood. */
  readonly quarantined: { readonly event: string; readonly reason: string | null; readonly received_at: string } | null
  /** Newest first. */
  readonly refusals: readonly RefusalJson[]
  readonly test: TestEventJson | null
}

/** How Telnyx tries again, as it was measured on the newest deliveries. */
export type ScheduleJson = {
  /** Events of which a second or later attempt came; the newest are looked at. */
  readonly retried: number
  /** Those of them whose first attempt is not among what is kept. */
  readonly first_missed: number
  /** The most attempts of one event, all of them seen, and the time from the first to the last. */
  readonly longest: { readonly event: string; readonly attempts: number; readonly seconds: number } | null
  /** The wait before an attempt, from the one before it. */
  readonly waits: readonly {
    readonly attempt: number
    readonly seen: number
    readonly median_seconds: number
    readonly most_seconds: number
  }[]
}

/** What the door made of a delivery, as far as an answer needs it. */
export type WebhookOutcome =
  | { readonly kind: "kept"; readonly result: WebhookAnswerJson["result"]; readonly event: string; readonly reason?: string }
  | { readonly kind: "method" | "too_large" | "cut_off" | "empty" }
  | { readonly kind: "encoded" }
  /** A test of our own, which leaves nothing behind. */
  | { readonly kind: "tested"; readonly event: string }
  | { readonly kind: "unauthentic"; readonly reason: string; readonly event: string }
  | { readonly kind: "unavailable"; readonly event: string }

/** The header by which a page learns what address it answers. */
export const ASKED_PATH = "x-portline-path"
export const WEBHOOK_PATH = "/api/webhooks/telnyx"

/** Support keys that make no address: one like a UUID is taken for one, dots are steps of a path, and of longer ones a browser or a proxy may refuse it. */
const NO_ADDRESS = /^(\.{1,2}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|.{201,})$/isu

/** `key_is_shared`: another order has its support key, which leads to the one told of last. */
type Named = { readonly id: string; readonly support_key: string | null; readonly key_is_shared?: boolean }

/** How an order is addressed: by support key where it has one that leads to it, else by id. */
export function orderName({ id, support_key, key_is_shared }: Named): string {
  return support_key && !key_is_shared && !NO_ADDRESS.test(support_key) ? support_key : id
}

const courtQuery = (court: string | null): URLSearchParams => new URLSearchParams(court === null ? {} : { needs: court })

export const urls = {
  home: "/",
  /** The queue of one court; null: of all. */
  queue: (court: string | null): string => withQuery("/", courtQuery(court)),
  settings: "/settings",
  search: "/search",
  orders: (query?: URLSearchParams): string => withQuery("/orders", query),

  settingsTab: (tab: string, more: Readonly<Record<string, string>> = {}): string =>
    withQuery("/settings", new URLSearchParams({ tab, ...more })),
  order: (name: string): string => `/orders/${encodeURIComponent(name)}`,
  lineage: (name: string, query?: URLSearchParams): string => withQuery(`/orders/${encodeURIComponent(name)}/lineage`, query),
  events: (query?: URLSearchParams): string => withQuery("/events", query),
  pen: (told?: Readonly<Record<string, string>>): string => withQuery("/events/pen", new URLSearchParams(told)),
  api: {
    orders: (query?: URLSearchParams): string => withQuery("/api/orders", query),
    ordersCsv: (query?: URLSearchParams): string => withQuery("/api/orders.csv", query),
    facets: (query?: URLSearchParams): string => withQuery("/api/order-facets", query),
    order: (name: string): string => `/api/orders/${encodeURIComponent(name)}`,
    deleteOrder: (name: string): string => `/api/orders/${encodeURIComponent(name)}/delete`,
    timeline: (name: string, query?: URLSearchParams): string => withQuery(`/api/orders/${encodeURIComponent(name)}/timeline`, query),
    comments: (name: string): string => `/api/orders/${encodeURIComponent(name)}/comments`,
    lineage: (name: string): string => `/api/orders/${encodeURIComponent(name)}/lineage`,
    lineageCsv: (name: string, query?: URLSearchParams): string => withQuery(`/api/orders/${encodeURIComponent(name)}/lineage.csv`, query),
    events: (query?: URLSearchParams): string => withQuery("/api/events", query),
    event: (event: string): string => `/api/events/${encodeURIComponent(event)}`,
    raw: (event: string): string => `/api/events/${encodeURIComponent(event)}/raw`,
    retry: (event: string): string => `/api/events/${encodeURIComponent(event)}/retry`,
    attention: (court: string | null): string => withQuery("/api/attention", courtQuery(court)),
    retryAll: "/api/events/retry",
    inbox: "/api/inbox",
    reverifyPen: "/api/pen/reverify",
    releasePenned: (event: string): string => `/api/pen/${encodeURIComponent(event)}/release`,
    closeGap: (id: string): string => `/api/gaps/${encodeURIComponent(id)}/close`,
    rules: "/api/rules",
    rulesExport: "/api/rules/export",
    rulesPreview: (of: string): string => `/api/rules/preview?of=${of}`,
    changeRules: (what: "guide" | "guide/reset" | "clocks" | "clocks/reset" | "import"): string => `/api/rules/${what}`,
    stats: "/api/stats",
    preferences: "/api/preferences",
    pulse: "/api/pulse",
    storing: "/api/storing",
    search: (text: string): string => withQuery("/api/search", new URLSearchParams({ q: text })),
    sample: "/api/sample",
    door: "/api/door",
    testEvent: "/api/test-event",
    stream: "/api/stream",
  },
} as const

function withQuery(path: string, query?: URLSearchParams): string {
  const text = query?.toString()
  return text ? `${path}?${text}` : path
}
