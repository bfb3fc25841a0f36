import type { OrderJson } from "#lib/contract.ts"
import { courtSentence } from "#lib/format/court-label.ts"
import { mostUrgentFirst } from "#lib/format/exception-name.ts"
import { ExceptionCard } from "./exception-card.tsx"
import { useGuideNames } from "./guide-names.tsx"

function PlainNext({ order }: { order: OrderJson }) {
  if (order.status?.value === "exception") return <p>Telnyx named no reason. Read the comments, or ask Telnyx.</p>
  return (
    <p className="text-text-2">{order.court === "none" ? "Nothing to do now." : `${courtSentence(order.court)}. No open exception.`}</p>
  )
}

/** What has to be done: one card for each reason of the present exception, the most urgent first. */
export function DoNext({ order }: { order: OrderJson }) {
  const guide = useGuideNames()
  const details = order.status?.value === "exception" ? mostUrgentFirst(order.status.details, guide) : []
  return (
    <section aria-labelledby="do-next" className="flex flex-col gap-3">
      <h2 id="do-next">Do next</h2>
      {details.length === 0 && <PlainNext order={order} />}
      {details.length > 0 && (
        <ul className="flex flex-col gap-3">
          {details.map((detail, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: Telnyx may send one reason twice, and cards hold no state.
            <ExceptionCard key={index} detail={detail} />
          ))}
        </ul>
      )}
    </section>
  )
}
