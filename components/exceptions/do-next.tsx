import type { OrderJson } from "#lib/contract.ts"
import { mostUrgentFirst } from "#lib/format/exception-name.ts"
import { earlierCodes } from "#lib/format/seen-words.ts"
import type { Rules } from "#lib/porting/rules.ts"
import type { Round } from "#lib/porting/spells.ts"
import { EarlierExceptions } from "./earlier-exceptions.tsx"
import { ExceptionCard } from "./exception-card.tsx"
import { PlainNext } from "./plain-next.tsx"

type NextProps = {
  readonly order: OrderJson
  readonly rules: Rules
  readonly rounds: readonly Round[]
  readonly lastComment: string | null
}

/** What has to be done: one card for each reason of the present exception, the most urgent first. */
export function DoNext(props: NextProps) {
  const { order, rules, rounds } = props
  const isOpen = order.status?.value === "exception" && order.deleted_at === null
  const details = isOpen && order.status ? mostUrgentFirst(order.status.details, rules.guide) : []
  const earlier = earlierCodes(
    rounds,
    details.map(({ code }) => code),
  )
  return (
    <section aria-labelledby="do-next" className="flex flex-col gap-3">
      <h2 id="do-next">Do next</h2>
      {details.length === 0 && <PlainNext order={order} lastComment={props.lastComment} />}
      {details.length > 0 && (
        <ul className="flex flex-col gap-3">
          {details.map((detail, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: Telnyx may send one reason twice.
            <ExceptionCard key={`${detail.code} ${index}`} detail={detail} {...props} />
          ))}
        </ul>
      )}
      {order.messaging?.messaging_port_status === "exception" && (
        <p className="max-w-prose text-text-2">Messaging has failed. Telnyx escalates messaging failures itself: nothing to do.</p>
      )}
      <EarlierExceptions codes={earlier} guide={rules.guide} />
    </section>
  )
}
