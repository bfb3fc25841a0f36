import Link from "next/link"
import { type OneEventJson, urls } from "#lib/contract.ts"
import { lagText, sizeText } from "#lib/format/event-words.ts"
import { briefText } from "#lib/format/visible-text.ts"
import { Verdict } from "../events/verdict.tsx"
import { type Fact, FactList } from "./fact-list.tsx"

/** Texts as sent may be of any length; the payload below holds them whole. */
const LONGEST = 200
const ENVELOPES = { wrapped: "wrapped: the event is in data", flat: "flat: the event is the body itself" } as const

/** What a body says that is no event. */
const asSent = (text: string | null | undefined): string | null => (text ? `“${briefText(text, LONGEST)}”, as sent` : null)
const UNTOLD = "Could not be told"

function Orders({ event: { orders, details } }: { event: OneEventJson }) {
  if (orders.length === 0) return asSent(details.told?.order) ?? "None that could be told"
  return orders.map((id) => (
    <Link key={id} href={urls.order(id)} prefetch={false} className="me-3 inline-block break-all font-mono" translate="no">
      {briefText(details.order_names[id] || id, LONGEST)}
    </Link>
  ))
}

const bodyFacts = ({ envelope, size }: OneEventJson["details"]): Fact[] => [
  { name: "Envelope", value: envelope ? ENVELOPES[envelope] : UNTOLD },
  { name: "Size", value: sizeText(size) },
]

/** What an event is, at a glance. */
export function EventFacts({ event, signaturesChecked }: { event: OneEventJson; signaturesChecked: boolean }) {
  const { details, occurred_at, event_type, event_id, received_at } = event
  const { told } = details
  const lag = lagText(event)
  const facts: Fact[] = [
    { name: "Verdict", value: <Verdict event={event} signaturesChecked={signaturesChecked} /> },
    {
      name: "Type",
      value: event_type === null ? (asSent(told?.event_type) ?? UNTOLD) : briefText(event_type, LONGEST),
      isSent: event_type !== null,
    },
    { name: "Order", value: <Orders event={event} /> },
    { name: "Occurred", value: occurred_at ?? asSent(told?.occurred_at) ?? UNTOLD, isSent: occurred_at !== null },
    { name: "Received", value: `${received_at}${lag ? ` (${lag})` : ""}`, isSent: true },
    {
      name: "Event id",
      value: event_id === null ? (asSent(told?.event_id) ?? UNTOLD) : briefText(event_id, LONGEST),
      isSent: event_id !== null,
    },
    ...(details.pruned_at ? [] : bodyFacts(details)),
  ]
  return <FactList facts={facts} />
}
