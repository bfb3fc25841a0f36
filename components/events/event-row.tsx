import Link from "next/link"
import { type EventJson, urls } from "#lib/contract.ts"
import { millisBetween, spanText } from "#lib/format/time.ts"
import { sentTextClass } from "../ui/sent-text-class.ts"
import { Time } from "../ui/time.tsx"
import { Verdict } from "./verdict.tsx"

function Occurred({ event: { occurred_at, received_at } }: { event: EventJson }) {
  if (occurred_at === null) return <span className="text-text-3">Cannot be told</span>
  const lag = millisBetween(occurred_at, received_at)
  return (
    <>
      <Time at={occurred_at} style="moment" />{" "}
      <span className="whitespace-nowrap text-text-3">{lag < 0 ? `(${spanText(lag)} ahead)` : `(${spanText(lag)})`}</span>
    </>
  )
}

/** One event of the inbox. */
export function EventRow({ event, signaturesChecked }: { event: EventJson; signaturesChecked: boolean }) {
  const type = event.event_type?.replace(/^porting_order\./, "") ?? ""
  return (
    <tr>
      <th scope="row">
        <Time at={event.received_at} style="moment" />
      </th>
      <td data-label="Occurred">
        <Occurred event={event} />
      </td>
      <td className="font-mono text-xs leading-5" translate="no">
        {type ? <span className={sentTextClass(type)}>{type}</span> : <span className="font-sans text-text-3">No type</span>}
      </td>
      <td data-label="Order">
        {event.orders.length === 0 && <span className="text-text-3">None</span>}
        {event.orders.map((id) => (
          <Link
            key={id}
            href={urls.order(id)}
            prefetch={false}
            className="me-2 inline-block min-h-6 whitespace-nowrap font-mono"
            translate="no"
          >
            {id.slice(0, 8)}
          </Link>
        ))}
      </td>
      <td>
        <Verdict event={event} signaturesChecked={signaturesChecked} />
      </td>
      <td className="whitespace-nowrap text-text-2">{event.verified ? "Verified" : "Unverified"}</td>
      <td>
        <a href={urls.api.raw(event.event)} aria-label={`Raw body received ${event.received_at}`}>
          raw
        </a>
      </td>
    </tr>
  )
}
