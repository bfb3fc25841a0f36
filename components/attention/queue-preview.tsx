import Link from "next/link"
import { type OrderJson, orderName, urls } from "#lib/contract.ts"
import { reasonText } from "#lib/format/attention-text.ts"
import { countText } from "#lib/format/count-text.ts"
import { courtSentences } from "#lib/format/court-label.ts"
import { mostUrgentFirst } from "#lib/format/exception-name.ts"
import { copiedKey, shortOrderName } from "#lib/format/order-name.ts"
import type { ExceptionGuide } from "#lib/porting/exception.ts"
import { ExceptionCard } from "../exceptions/exception-card.tsx"
import { WholeMessage } from "../exceptions/whole-message.tsx"
import { MessagingChip } from "../messaging/messaging-chip.tsx"
import { StatusChip } from "../status/status-chip.tsx"
import { Time } from "../ui/time.tsx"

type PreviewProps = { readonly order: OrderJson; readonly guide: ExceptionGuide; readonly now: number }

/** Beside the queue, on wide screens: why the chosen order is here, its first exception, and what to do. */
export function QueuePreview({ order, guide, now }: PreviewProps) {
  const details = order.status?.value === "exception" ? mostUrgentFirst(order.status.details, guide) : []
  const [first, ...more] = details
  return (
    <aside
      aria-label={`About ${shortOrderName(order)}`}
      data-preview
      data-key={copiedKey(order)}
      data-none="m"
      className="card sticky top-4 flex flex-col gap-3 bg-surface p-4 max-xl:hidden"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="min-w-0 font-mono" translate="no">
          {shortOrderName(order)}
        </h2>
        <StatusChip status={order.status?.value ?? null} placeholder={order.placeholder} deleted={order.deleted_at !== null} />
      </div>
      {order.customer_reference && <p className="text-text-2">{order.customer_reference}</p>}
      <p>
        {courtSentences(order, order.attention?.court ?? order.court, guide)}. {reasonText(order, { now, guide })}.
      </p>
      {order.attention?.due_at && (
        <p>
          <Time at={order.attention.due_at} style="due" />
        </p>
      )}
      {order.messaging && (
        <p className="flex items-center gap-2 text-sm text-text-2">
          Messaging <MessagingChip state={order.messaging.messaging_port_status} />
        </p>
      )}
      <WholeMessage details={details} order={order} guide={guide} />
      {first && (
        <ul>
          <ExceptionCard detail={first} order={order} guide={guide} />
        </ul>
      )}
      {more.length > 0 && (
        <p className="text-sm text-text-2">And {more.length === 1 ? "1 more reason" : `${countText(more.length)} more reasons`}.</p>
      )}
      <Link href={urls.order(orderName(order))} prefetch={false} className="control self-start">
        Open the order
      </Link>
    </aside>
  )
}
