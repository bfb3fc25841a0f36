import Link from "next/link"
import { type DetailedEventJson, urls } from "#lib/contract.ts"
import { lagText } from "#lib/format/event-words.ts"
import { briefText } from "#lib/format/visible-text.ts"
import { sentTextClass } from "../ui/sent-text-class.ts"
import { Time } from "../ui/time.tsx"

/** Names as sent may be of any length; the raw event holds them whole. */
const LONGEST_NAME = 40

const PREFIX = /^porting_order\./

/** What a body says that is no event: told as sent, and taken for nothing. */
function AsSent({ text, none }: { text: string | null | undefined; none: string }) {
  if (!text) return <span className="text-text-3">{none}</span>
  const brief = briefText(text, LONGEST_NAME)
  return (
    <q translate="no" className={`wrap-anywhere text-text-3 ${sentTextClass(brief)}`}>
      {brief}
    </q>
  )
}

export function OccurredCell({ event }: { event: DetailedEventJson }) {
  if (event.occurred_at === null) return <AsSent text={event.details.told?.occurred_at} none="Cannot be told" />
  return (
    <>
      <Time at={event.occurred_at} received={event.received_at} style="moment" />{" "}
      <span className="whitespace-nowrap text-text-3">({lagText(event)})</span>
    </>
  )
}

export function TypeCell({ event: { event_type: type, details } }: { event: DetailedEventJson }) {
  if (!type) return <AsSent text={details.told?.event_type?.replace(PREFIX, "")} none="No type" />
  const name = briefText(type.replace(PREFIX, ""), LONGEST_NAME)
  return (
    <span translate="no" dir="ltr" className={`font-mono text-xs leading-5 ${sentTextClass(name)}`}>
      {name}
    </span>
  )
}

/** Each order by its support key, where it has one. */
export function OrdersCell({ event: { orders, details } }: { event: DetailedEventJson }) {
  if (orders.length === 0) return <AsSent text={details.told?.order} none="None" />
  return (
    <span className="-my-0.5 flex flex-wrap gap-x-2">
      {orders.map((id) => {
        const key = details.order_names[id]
        return (
          <Link
            key={id}
            href={urls.order(id)}
            prefetch={false}
            translate="no"
            dir="ltr"
            className={`inline-flex min-h-6 items-center font-mono ${sentTextClass(key ?? "")}`}
          >
            {key ? briefText(key, LONGEST_NAME) : id.slice(0, 8)}
          </Link>
        )
      })}
    </span>
  )
}
