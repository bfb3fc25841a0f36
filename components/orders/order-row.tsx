import Link from "next/link"
import { type OrderJson, orderName, urls } from "#lib/contract.ts"
import { detailName, mostUrgentFirst } from "#lib/format/exception-name.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { CourtMark } from "../attention/court-mark.tsx"
import { useGuideNames } from "../exceptions/guide-names.tsx"
import { MessagingChip } from "../messaging/messaging-chip.tsx"
import { StatusChip } from "../status/status-chip.tsx"
import { sentTextClass } from "../ui/sent-text-class.ts"
import { Time } from "../ui/time.tsx"

function Why({ order }: { order: OrderJson }) {
  const guide = useGuideNames()
  const details = order.status?.value === "exception" ? mostUrgentFirst(order.status.details, guide) : []
  const [first, ...more] = details
  if (!first) return null
  return (
    <>
      {detailName(first, guide)}
      {more.length > 0 && <span className="text-text-3"> +{more.length}</span>}
    </>
  )
}

function splitText({ split_from, split_to }: OrderJson): string {
  return [split_from.length > 0 ? `${split_from.length} in` : "", split_to.length > 0 ? `${split_to.length} out` : ""]
    .filter(Boolean)
    .join(", ")
}

const emptyMark = (isEmpty: boolean): { "data-empty"?: "" } => (isEmpty ? { "data-empty": "" } : {})

/** One order; its key is the link. */
export function OrderRow({ order }: { order: OrderJson }) {
  const split = splitText(order)
  return (
    <tr>
      <th scope="row">
        <Link
          href={urls.order(orderName(order))}
          prefetch={false}
          className={`font-mono font-medium ${sentTextClass(shortOrderName(order))}`}
          translate="no"
        >
          {shortOrderName(order)}
        </Link>
        {order.support_key === null && <span className="block whitespace-nowrap text-xs text-text-3">no key yet</span>}
      </th>
      <td className="wrap-anywhere min-w-24 text-text-2">
        <span className="line-clamp-2 max-w-80">{order.customer_reference}</span>
      </td>
      <td>
        <StatusChip status={order.status?.value ?? null} placeholder={order.placeholder} deleted={order.deleted_at !== null} />
      </td>
      <td className="wrap-anywhere min-w-24" {...emptyMark(order.status?.value !== "exception")}>
        <span className="line-clamp-2 max-w-64">
          <Why order={order} />
        </span>
      </td>
      <td data-label="Court">
        <CourtMark court={order.court} />
      </td>
      <td data-label="Since" {...emptyMark(!order.status_since)}>
        {order.status_since && <Time at={order.status_since} style="ago" />}
      </td>
      <td data-label="SMS" {...emptyMark(!order.messaging)}>
        {order.messaging && <MessagingChip state={order.messaging.messaging_port_status} />}
      </td>
      <td data-label="Split" {...emptyMark(!split)}>
        <span className="whitespace-nowrap">{split}</span>
      </td>
      <td data-label="Last event" {...emptyMark(!order.last_event_at)}>
        {order.last_event_at && <Time at={order.last_event_at} style="ago" />}
      </td>
    </tr>
  )
}
