import type { OrderJson } from "#lib/contract.ts"
import { customerPart } from "#lib/format/customer-text.ts"
import { type ExceptionGuide, type ExceptionGuideRow, rowOf } from "#lib/porting/exception.ts"
import type { StatusDetail } from "#lib/porting/status.ts"
import { CourtMark } from "../attention/court-mark.tsx"
import { Due } from "../order/due.tsx"
import { MarkIcon } from "../status/mark-icon.tsx"
import { CustomerMessage } from "./customer-message.tsx"
import { GuideSteps } from "./guide-steps.tsx"
import { NoGuide } from "./no-guide.tsx"
import { ReadComment } from "./read-comment.tsx"

export type CardProps = {
  readonly detail: StatusDetail
  readonly order: OrderJson
  readonly guide: ExceptionGuide
  /** What it runs against. */
  readonly due?: { readonly at: string; readonly rule: string } | null
  /** How often the order had it. */
  readonly seen?: string
  /** Where Telnyx's last comment stands on the page; undefined where comments stand on another. */
  readonly lastComment?: string | null
}

/** `isDecided`: other reasons say whose move it is, and this one has no code that would. */
function CardTitle({ code, row, isDecided }: { code: string | null; row: ExceptionGuideRow | null; isDecided: boolean }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-attention">
        <MarkIcon mark={{ shape: "octagon", glyph: "bang" }} size={18} />
      </span>
      <h3 className={row ? "" : "break-all font-mono"}>{row?.name ?? code ?? "No code given"}</h3>
      {row && (
        <code className="break-all text-xs text-text-3" translate="no">
          {code}
        </code>
      )}
      {!isDecided && (
        <CourtMark court={row?.court ?? "you"} word={row?.court === "you" && row.withCustomer ? "You, with the customer" : undefined} />
      )}
    </div>
  )
}

/** One reason for a refusal: what it is called, what Telnyx says, whose move it is, until when, and what to do. */
export function ExceptionCard({ detail: { code, description }, order, guide, due, seen, lastComment }: CardProps) {
  const row = rowOf(guide, code)
  const part = customerPart({ code, description }, guide)
  const isDecided = code === null && order.status?.details.some((other) => other.code !== null) === true
  return (
    <li className="card flex flex-col gap-2 border-s-4 border-s-attention p-4">
      <CardTitle code={code} row={row} isDecided={isDecided} />
      {description && (
        <p className="max-w-prose text-text-2">
          Telnyx: <q translate="no">{description}</q>
        </p>
      )}
      {(due || seen) && (
        <p className="flex flex-wrap gap-x-4 text-sm">
          {due && <Due {...due} />}
          {seen && <span className="text-text-2">{seen}</span>}
        </p>
      )}
      {row && <GuideSteps guide={row} />}
      {!row && code && <NoGuide code={code} />}
      {(code === null || code === "OTHER") && <ReadComment anchor={lastComment} />}
      {row && part && order.status_since && <CustomerMessage parts={[part]} order={order} since={order.status_since} name={row.name} />}
    </li>
  )
}
