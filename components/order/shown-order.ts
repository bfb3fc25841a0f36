import type { LineageJson, LineageOrder, NamesakeJson, OrderJson, ShownCommentJson } from "#lib/contract.ts"
import type { Rules } from "#lib/porting/rules.ts"
import type { ToldState } from "#lib/porting/spells.ts"
import type { ReceivedClaim } from "../status/why-this-status.tsx"
import type { TimelineProps } from "../timeline/timeline.tsx"
import type { CustomerLinksProps } from "./customer-links.tsx"

/** All that an order's page is made of. */
export type ShownOrder = {
  readonly order: OrderJson
  readonly rules: Rules
  /** What its events told of its status and messaging, from its beginning. */
  readonly history: {
    readonly statuses: readonly ToldState[]
    readonly messaging: readonly ToldState[]
    readonly claims: readonly ReceivedClaim[]
    readonly claimsTotal: number
    readonly isCut: boolean
  }
  /** The newest, oldest first. */
  readonly comments: readonly ShownCommentJson[]
  readonly lineage: Omit<LineageJson, "nodes"> & { readonly nodes: readonly LineageOrder[] }
  readonly timeline: Pick<TimelineProps, "entries" | "nextCursor" | "counts" | "view">
  /** Other orders with the same support key. */
  readonly namesakes: readonly NamesakeJson[]
  /** Whether every event came long after it occurred. */
  readonly isAllLate: boolean
  readonly signaturesChecked: boolean
  /** The customers' links in force, the one made a moment ago, and the reader's zone. */
  readonly customers: Pick<CustomerLinksProps, "links" | "made" | "zone" | "unsaid">
}
