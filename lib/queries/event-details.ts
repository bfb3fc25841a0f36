import type { DetailedEventJson, EventDetailsJson, EventJson } from "#lib/contract.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { envelopeOf } from "./envelope-of.ts"
import { IS_CONFLICT } from "./event-conditions.ts"
import { LONGEST_TOLD, toldInBody } from "./told-in-body.ts"

/** How much of a body is read to tell its envelope: what stands before its payload, which Telnyx keeps short. */
const LONGEST_HEAD = 4_096

/** What `details` needs of an event `e`, beside the event's own columns. */
export const DETAIL_COLUMNS = Prisma.sql`
  CASE WHEN e.state = 'quarantined' THEN 'quarantined' WHEN ${IS_CONFLICT} THEN 'conflict' ELSE 'new' END AS verdict,
  e.summary, nullif(e.source, 'webhook') AS source, octet_length(e.raw) AS size, ${microText(Prisma.sql`e.pruned_at`)} AS pruned_at,
  (SELECT d.attempt FROM deliveries d WHERE d.event_key = e.key ORDER BY d.ordinal DESC LIMIT 1) AS attempt,
  CASE WHEN e.payload_start <= ${LONGEST_HEAD} THEN substring(e.raw FROM 1 FOR e.payload_start) END AS head,
  CASE WHEN e.state = 'quarantined' AND octet_length(e.raw) <= ${LONGEST_TOLD} THEN e.raw END AS unread,
  (SELECT jsonb_object_agg(o.id, o.support_key) FROM orders o WHERE o.id = ANY(e.order_ids)) AS order_names`

export type DetailedRow = EventJson &
  Pick<EventDetailsJson, "verdict" | "summary" | "size" | "attempt"> & {
    readonly head: Uint8Array | null
    /** A body that is no event. */
    readonly unread: Uint8Array | null
    /** Null where it came as a webhook. */
    readonly source: string | null
    readonly pruned_at: string | null
    readonly order_names: Readonly<Record<string, string | null>> | null
  }

export function toDetailedEvent(row: DetailedRow): DetailedEventJson {
  const { verdict, summary, size, attempt, head, unread, source, pruned_at, order_names, ...event } = row
  const told = unread && toldInBody(unread)
  const more = { ...(told ? { told } : {}), ...(source === null ? {} : { source }), ...(pruned_at === null ? {} : { pruned_at }) }
  const details = { verdict, summary, attempt, envelope: head && envelopeOf(head), size, order_names: order_names ?? {}, ...more }
  return { ...event, details }
}
