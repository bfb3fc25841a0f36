import ArrowLeft from "lucide-react/icons/arrow-left"
import Link from "next/link"
import { type OrderJson, urls } from "#lib/contract.ts"
import { courtSentence } from "#lib/format/court-label.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { type GuideNames, rowOf } from "#lib/porting/exception.ts"
import { CourtMark } from "../attention/court-mark.tsx"
import { useGuideNames } from "../exceptions/guide-names.tsx"
import { StatusChip } from "../status/status-chip.tsx"
import { CopyButton } from "../ui/copy-button.tsx"
import { Duration } from "../ui/duration.tsx"
import { Time } from "../ui/time.tsx"

function waitingOn({ court, status }: OrderJson, guide: GuideNames): string {
  const withCustomer = court === "you" && status?.details.some(({ code }) => rowOf(guide, code)?.withCustomer)
  return courtSentence(court) + (withCustomer ? ", with the customer" : "")
}

/** What the order is called, where it stands, whose move it is and since when. */
export function OrderHeader({ order, spells }: { order: OrderJson; spells: number }) {
  const guide = useGuideNames()
  return (
    <header className="flex flex-col gap-2">
      <Link href={urls.orders()} className="no-print inline-flex min-h-6 items-center gap-1 self-start text-sm">
        <ArrowLeft size={14} aria-hidden="true" />
        Orders
      </Link>
      <div className="flex flex-wrap items-center gap-x-3">
        <h1 className="min-w-0 font-mono" translate="no">
          {shortOrderName(order)}
        </h1>
        <CopyButton text={order.support_key ?? order.id} name={order.support_key ? "support key" : "UUID"} />
        {order.support_key === null && <span className="text-text-3">no key yet</span>}
        {order.customer_reference && <span className="min-w-0 text-lg text-text-2">{order.customer_reference}</span>}
      </div>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="inline-flex items-center gap-2 text-lg">
          <StatusChip status={order.status?.value ?? null} placeholder={order.placeholder} deleted={order.deleted_at !== null} />
          {spells > 1 && <span className="text-sm text-text-2">{spells} times</span>}
        </span>
        <CourtMark court={order.court} word={waitingOn(order, guide)} />
        {order.status_since && (
          <span className="text-text-2">
            since <Time at={order.status_since} style="moment" /> <Duration since={order.status_since} />
          </span>
        )}
      </p>
    </header>
  )
}
