import Undo2 from "lucide-react/icons/undo-2"
import type { ReactNode } from "react"
import type { OrderJson } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { moveLabel } from "#lib/format/court-label.ts"
import { detailName, mostUrgentFirst } from "#lib/format/exception-name.ts"
import type { OrderColumn } from "#lib/format/order-columns.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { CourtMark } from "../attention/court-mark.tsx"
import { MessagingChip } from "../messaging/messaging-chip.tsx"
import { StatusChip } from "../status/status-chip.tsx"
import { Time } from "../ui/time.tsx"
import { OrderClock } from "./order-clock.tsx"

function why({ status }: OrderJson, guide: GuideNames): ReactNode {
  const [first, ...more] = status?.value === "exception" ? mostUrgentFirst(status.details, guide) : []
  if (!first) return null
  return (
    <span className="why">
      {detailName(first, guide)}
      {more.length > 0 && <span className="text-text-2">, +{more.length}</span>}
    </span>
  )
}

function split({ split_from: from, split_to: to, split_cycle: isCycle }: OrderJson): ReactNode {
  const ways = [from.length > 0 ? `${from.length} in` : "", to.length > 0 ? `${to.length} out` : ""].filter(Boolean)
  if (ways.length === 0) return null
  return (
    <span className="whitespace-nowrap">
      {ways.join(", ")}
      {isCycle && (
        <>
          <Undo2 size={12} aria-hidden="true" className="ms-1 inline" />
          <span className="second">cycle</span>
        </>
      )}
    </span>
  )
}

const moment = (at: string | null): ReactNode => at && <Time at={at} style="ago" />

/** What a column shows of an order; null where there is nothing to show. */
export const CELLS: Readonly<Record<OrderColumn, (order: OrderJson, guide: GuideNames) => ReactNode>> = {
  status: ({ status, placeholder, deleted_at }) => (
    <StatusChip status={status?.value ?? null} placeholder={placeholder} deleted={deleted_at !== null} />
  ),
  why,
  court: (order) => <CourtMark court={order.court} word={moveLabel(order)} />,
  clock: ({ attention }) => (attention?.clock ? <OrderClock attention={attention} /> : null),
  sms: ({ messaging }) => messaging && <MessagingChip state={messaging.messaging_port_status} />,
  split,
  last_event: ({ last_event_at }) => moment(last_event_at),
  since: ({ status_since }) => moment(status_since),
  reference: ({ customer_reference }) => customer_reference && <span className="line-clamp-2 wrap-anywhere">{customer_reference}</span>,
  comments: ({ comments_count }) => (comments_count > 0 ? countText(comments_count) : null),
  first_event: ({ first_event_at }) => moment(first_event_at),
}
