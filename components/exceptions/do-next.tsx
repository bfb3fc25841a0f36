import type { OrderJson } from "#lib/contract.ts"
import { clockWords } from "#lib/format/clock-text.ts"
import { countText } from "#lib/format/count-text.ts"
import { mostUrgentFirst } from "#lib/format/exception-name.ts"
import { earlierCodes, seenWords } from "#lib/format/seen-words.ts"
import { codeClock } from "#lib/porting/code-clock.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import type { Rules } from "#lib/porting/rules.ts"
import type { Round } from "#lib/porting/spells.ts"
import { SmsNext } from "../messaging/sms-next.tsx"
import { EarlierExceptions } from "./earlier-exceptions.tsx"
import { type CardProps, ExceptionCard } from "./exception-card.tsx"
import { type LastComment, PlainNext } from "./plain-next.tsx"
import { WholeMessage } from "./whole-message.tsx"

/** More reasons than Telnyx ever names at once; all of them stand in the event. */
const MOST_CARDS = 50

type NextProps = {
  readonly order: OrderJson
  readonly rules: Rules
  readonly rounds: readonly Round[]
  readonly lastComment: LastComment | null
}

function dueOf(code: string | null, { order: { status_since: told }, rules }: NextProps): CardProps["due"] {
  const since = told === null ? null : parseInstant(told)
  const clock = since && codeClock(code, since, rules)
  return clock && { at: new Date(clock.end).toISOString(), rule: clockWords({ ...clock, ...clock.clock }) }
}

/** What has to be done: one card for each reason of the present exception, the most urgent first. */
export function DoNext(props: NextProps) {
  const { order, rules, rounds, lastComment } = props
  const isOpen = order.status?.value === "exception" && order.deleted_at === null
  const details = isOpen && order.status ? mostUrgentFirst(order.status.details, rules.guide) : []
  const open = details.map(({ code }) => code)
  const cards = details.slice(0, MOST_CARDS).map((detail, index) => ({
    key: `${detail.code} ${index}`,
    card: {
      detail,
      order,
      guide: rules.guide,
      lastComment: lastComment?.anchor ?? null,
      due: dueOf(detail.code, props),
      seen: seenWords(detail.code, rounds),
    },
  }))
  return (
    <section aria-labelledby="do-next" data-none="m" className="flex flex-col gap-3">
      <h2 id="do-next">Do next</h2>
      {cards.length === 0 && <PlainNext order={order} lastComment={lastComment} />}
      <WholeMessage details={details.slice(0, MOST_CARDS)} order={order} guide={rules.guide} />
      {cards.length > 0 && (
        <ul className="flex flex-col gap-3">
          {cards.map(({ key, card }) => (
            <ExceptionCard key={key} {...card} />
          ))}
        </ul>
      )}
      {details.length > MOST_CARDS && <p>And {countText(details.length - MOST_CARDS)} more reasons: they stand in the event itself.</p>}
      {order.deleted_at === null && <SmsNext order={{ status: order.status, messaging: order.messaging, attention: order.attention }} />}
      <EarlierExceptions codes={earlierCodes(rounds, open)} guide={rules.guide} />
    </section>
  )
}
