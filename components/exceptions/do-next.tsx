import type { OrderJson } from "#lib/contract.ts"
import { courtSentence } from "#lib/format/court-label.ts"
import { guideRow } from "#lib/format/exception-name.ts"
import { COURTS } from "#lib/porting/court.ts"
import type { StatusDetail } from "#lib/porting/status.ts"
import { ExceptionCard } from "./exception-card.tsx"

const urgency = ({ code }: StatusDetail): number => COURTS.indexOf(guideRow(code)?.court ?? "you")

function PlainNext({ order }: { order: OrderJson }) {
  if (order.status?.value === "exception") return <p>Telnyx named no reason. Read the comments, or ask Telnyx.</p>
  return (
    <p className="text-text-2">{order.court === "none" ? "Nothing to do now." : `${courtSentence(order.court)}. No open exception.`}</p>
  )
}

/** What has to be done: one card for each reason of the present exception, the most urgent first. */
export function DoNext({ order }: { order: OrderJson }) {
  const details = order.status?.value === "exception" ? order.status.details.toSorted((a, b) => urgency(a) - urgency(b)) : []
  return (
    <section aria-labelledby="do-next" className="flex flex-col gap-3">
      <h2 id="do-next">Do next</h2>
      {details.length === 0 && <PlainNext order={order} />}
      {details.length > 0 && (
        <ul className="flex flex-col gap-3">
          {details.map((detail) => (
            <ExceptionCard key={`${detail.code} ${detail.description}`} detail={detail} />
          ))}
        </ul>
      )}
    </section>
  )
}
