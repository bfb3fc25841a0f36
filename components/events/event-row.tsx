import { urls } from "#lib/contract.ts"
import type { EventGroup } from "#lib/format/alike-events.ts"
import { withInspected } from "#lib/format/list-query.ts"
import { Time } from "../ui/time.tsx"
import { OccurredCell, OrdersCell, TypeCell } from "./event-cells.tsx"
import { Verdict } from "./verdict.tsx"

type RowProps = { readonly group: EventGroup; readonly query: URLSearchParams; readonly signaturesChecked: boolean }

function Alike({ alike, query }: { alike: EventGroup["alike"]; query: URLSearchParams }) {
  if (alike.length === 0) return null
  return (
    <details className="mt-1">
      <summary className="inline-flex min-h-6 items-center text-text-2">{alike.length} more alike: same cause, same size</summary>
      <ul className="flex flex-wrap gap-x-4">
        {alike.map(({ event, received_at }) => (
          <li key={event}>
            <a href={urls.events(withInspected(query, event))} className="inline-flex min-h-6 items-center">
              <Time at={received_at} style="moment" plain />
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** One event of the inbox; its time opens the raw event. */
export function EventRow({ group: { event, alike }, query, signaturesChecked }: RowProps) {
  const { attempt, envelope } = event.details
  return (
    <tr data-row className="max-[72rem]:items-baseline!">
      <th scope="row">
        <a href={urls.events(withInspected(query, event.event))} className="-my-0.5 inline-flex min-h-6 items-center whitespace-nowrap">
          <span className="sr-only">Raw event received </span>
          <Time at={event.received_at} style="second" plain />
        </a>
      </th>
      <td data-label="Occurred" className="max-md:hidden!">
        <OccurredCell event={event} />
      </td>
      <td className="max-md:order-2">
        <TypeCell event={event} />
      </td>
      <td className="max-md:order-1" data-empty={event.orders.length === 0 || undefined}>
        <OrdersCell event={event} />
      </td>
      <td className="min-w-0 flex-[1_1_12rem] max-md:order-3">
        <Verdict event={event} signaturesChecked={signaturesChecked} />
        <Alike alike={alike} query={query} />
      </td>
      <td data-label="Try" className="whitespace-nowrap max-md:hidden!" data-empty={attempt === null || undefined}>
        {attempt ?? <span className="text-text-3">Not told</span>}
      </td>
      <td className="whitespace-nowrap text-text-2 max-md:hidden!" data-empty={envelope === null || undefined}>
        {envelope ?? <span className="text-text-3">Not told</span>}
      </td>
    </tr>
  )
}
