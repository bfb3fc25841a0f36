import Link from "next/link"
import { type OrderJson, urls } from "#lib/contract.ts"
import { clockWords } from "#lib/format/clock-words.ts"
import { seenWords } from "#lib/format/seen-words.ts"
import { codeClock } from "#lib/porting/code-clock.ts"
import { rowOf } from "#lib/porting/exception.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import type { Rules } from "#lib/porting/rules.ts"
import type { Round } from "#lib/porting/spells.ts"
import type { StatusDetail } from "#lib/porting/status.ts"
import { CourtMark } from "../attention/court-mark.tsx"
import { Due } from "../order/due.tsx"
import { MarkIcon } from "../status/mark-icon.tsx"
import { CustomerMessage } from "./customer-message.tsx"
import { GuideSteps } from "./guide-steps.tsx"

export type CardProps = {
  readonly detail: StatusDetail
  readonly order: OrderJson
  readonly rules: Rules
  readonly rounds: readonly Round[]
  /** Where Telnyx's last comment stands on the page. */
  readonly lastComment: string | null
}

function CardClock({ detail: { code }, order, rules }: CardProps) {
  const since = order.status_since === null ? null : parseInstant(order.status_since)
  const clock = since && codeClock(code, since, rules)
  if (!clock) return null
  return <Due at={new Date(clock.end).toISOString()} rule={clockWords({ ...clock, ...clock.clock })} />
}

/** One reason for a refusal: what it is called, what Telnyx says, whose move it is, until when, and what to do. */
export function ExceptionCard(props: CardProps) {
  const { detail, order, rules, rounds } = props
  const { code, description } = detail
  const guide = rowOf(rules.guide, code)
  const name = guide?.name ?? code ?? "No code given"
  return (
    <li className="card flex flex-col gap-2 border-s-4 border-s-attention p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-attention">
          <MarkIcon mark={{ shape: "octagon", glyph: "bang" }} size={18} />
        </span>
        <h3 className={guide ? "" : "break-all font-mono"}>{name}</h3>
        {guide && (
          <code className="break-all text-xs text-text-3" translate="no">
            {code}
          </code>
        )}
        <CourtMark
          court={guide?.court ?? "you"}
          word={guide?.court === "you" && guide.withCustomer ? "You, with the customer" : undefined}
        />
      </div>
      {description && (
        <p className="max-w-prose text-text-2">
          Telnyx: <q translate="no">{description}</q>
        </p>
      )}
      <p className="flex flex-wrap gap-x-4 text-sm">
        <CardClock {...props} />
        <span className="text-text-2">{seenWords(code, rounds)}</span>
      </p>
      {guide && <GuideSteps guide={guide} />}
      {!guide && code && (
        <p>
          No guide for {code}.{" "}
          <Link href={`${urls.settings}?${new URLSearchParams({ tab: "guide", code })}#guide-${encodeURIComponent(code)}`}>Write one</Link>
        </p>
      )}
      {(code === null || code === "OTHER") && <ReadComment anchor={props.lastComment} />}
      {guide && guide.customerText !== "" && order.status_since && (
        <CustomerMessage
          text={guide.customerText}
          order={order}
          reason={description ?? guide.name}
          since={order.status_since}
          name={name}
        />
      )}
    </li>
  )
}

/** Where the code says nothing, the comment does. */
export function ReadComment({ anchor }: { anchor: string | null }) {
  return <p>{anchor ? <a href={`#${anchor}`}>Read Telnyx’s last comment</a> : "Telnyx has not commented yet: ask what is wrong."}</p>
}
