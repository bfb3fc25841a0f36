/** What customers are shown by their link, and what its makers see of it. */

export const LINK_SCOPES = ["order", "family"] as const
export type LinkScope = (typeof LINK_SCOPES)[number]
export const LINK_DAYS = 30
export const LINK_DAYS_MAX = 366

export type BrandJson = { readonly name: string; readonly contact: string }

export type CustomerLinkJson = {
  readonly id: string
  readonly scope: LinkScope
  readonly zone: string
  readonly created_by: string
  readonly created_at: string
  readonly expires_at: string
  readonly views: number
  readonly last_viewed_at: string | null
}

/** The steps that a customer knows, in their order. */
export const PLAIN_STEPS = ["received", "checked", "needed", "dated", "done"] as const
export type PlainStep = (typeof PLAIN_STEPS)[number]

/** One order as a customer is told of it: no code, comment, name of another order or event. */
export type CustomerOrder = {
  /** Where it stands; null: it does not go on, or nobody has told of it. */
  readonly step: PlainStep | null
  /** Numbers went to this part, and no more is known of it. */
  readonly isUnheard: boolean
  /** Why it does not go on. */
  readonly ended: "cancelling" | "cancelled" | "withdrawn" | null
  /** What is asked of the customer, as the guide has it; empty where nothing is. */
  readonly asked: readonly string[]
  /** Whether we see to something that the customer cannot help with. */
  readonly isSorting: boolean
  /** `left`: it will not move. `unclear`: how far it is nobody can tell. */
  readonly messaging: "none" | "waiting" | "trouble" | "done" | "left" | "unclear"
  /** When it came to each step, newest first; times are RFC 3339 in UTC. */
  readonly history: readonly { readonly step: PlainStep | "cancelled" | "withdrawn"; readonly at: string }[]
}

export type CustomerStatus = {
  readonly brand: BrandJson
  readonly zone: string
  /** The moment for which it was told. */
  readonly asOf: string
  readonly orders: readonly CustomerOrder[]
  /** There are more parts than are shown. */
  readonly isCut: boolean
}

export const customerUrls = {
  page: (token: string): string => `/s/${token}`,
  api: {
    make: (order: string): string => `/api/orders/${encodeURIComponent(order)}/links`,
    revoke: (id: string): string => `/api/links/${id}/revoke`,
    brand: "/api/brand",
  },
} as const
