import Undo2 from "lucide-react/icons/undo-2"
import type { ReactNode } from "react"
import type { OrderJson } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { moveLabel } from "#lib/format/court-label.ts"
import { detailName, mostUrgentFirst } from "#lib/format/exception-name.ts"
import type { OrderColumn } from "#lib/format/order-columns.ts"
import { splitText } from "#lib/format/split-text.ts"
import { type GuideNames, rowOf } from "#lib/porting/exception.ts"
import { CourtMark } from "../attention/court-mark.tsx"
import { MessagingChip } from "../messaging/messaging-chip.tsx"
import { MarkIcon } from "../status/mark-icon.tsx"
import { StatusChip } from "../status/status-chip.tsx"
import { Time } from "../ui/time.tsx"
import { OrderClock } from "./order-clock.tsx"

/** A code that the guide does not know, as sent. Its mark lies in its padding: a code that is too long breaks within, not after it. */
function UnheardCode({ code }: { code: string | null }) {
  return (
    <span className="relative rounded-chip border border-dotted border-control ps-5 pe-1 font-mono text-xs" translate="no">
      <span className="absolute start-0.5 top-0">
        <MarkIcon mark={{ shape: "dotted-square", glyph: "query" }} size={14} />
      </span>
      {code}
    </span>
  )
}

function why({ status }: OrderJson, guide: GuideNames): ReactNode {
  if (status?.value !== "exception") return null
  const [first, ...more] = mostUrgentFirst(status.details, guide)
  if (!first) return <span className="why text-text-3">no reason named</span>
  const isUnheard = first.code !== null && rowOf(guide, first.code) === null
  return (
    <span className="why">
      {isUnheard ? <UnheardCode code={first.code} /> : <span>{detailName(first, guide)}</span>}
      {more.length > 0 && <span className="ms-1 shrink-0 text-text-2">+{more.length}</span>}
    </span>
  )
}

function split({ split_from: from, split_to: to, split_cycle: isCycle }: OrderJson): ReactNode {
  const text = splitText(from.length, to.length)
  if (text === null) return null
  return (
    <span className="block leading-4">
      {isCycle && <Undo2 size={12} aria-hidden="true" className="me-1 inline" />}
      {text}
      {isCycle && <span className="second">cycle</span>}
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
  court: (order, guide) => <CourtMark court={order.court} word={moveLabel(order, guide)} />,
  clock: ({ attention }) => (attention?.clock ? <OrderClock attention={attention} /> : null),
  sms: ({ messaging, placeholder }) => {
    if (messaging) return <MessagingChip state={messaging.messaging_port_status} />
    return placeholder ? null : <span className="text-text-3">not told</span>
  },
  split,
  last_event: ({ last_event_at }) => moment(last_event_at),
  since: ({ status_since }) => moment(status_since),
  reference: ({ customer_reference }) => customer_reference && <span className="line-clamp-2 wrap-anywhere">{customer_reference}</span>,
  comments: ({ comments_count }) => (comments_count > 0 ? countText(comments_count) : null),
  first_event: ({ first_event_at }) => moment(first_event_at),
}
