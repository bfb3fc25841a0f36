"use client"

import CircleAlert from "lucide-react/icons/circle-alert"
import Hourglass from "lucide-react/icons/hourglass"
import { useNow } from "#lib/client/use-now.ts"
import { useZone } from "#lib/client/use-zone.ts"
import { dateTimeText, spanText } from "#lib/format/time.ts"

/** Until when something has to move; once that is over it says so in words, icon and colour. */
export function Due({ at, rule }: { at: string; rule?: string }) {
  const now = useNow()
  const moment = dateTimeText(at, useZone())
  const left = now === null ? null : Date.parse(at) - now
  const isOver = left !== null && left < 0
  const Icon = isOver ? CircleAlert : Hourglass
  return (
    <span className={`inline-flex items-start gap-1.5 ${isOver ? "font-medium text-attention-ink" : ""}`}>
      <Icon size={15} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
      <span>
        {isOver ? "overdue since " : "due "}
        <time dateTime={at}>{moment}</time>
        {left !== null && ` (${isOver ? `${spanText(left)} over` : `in ${spanText(left)}`})`}
        {rule && <span className="font-normal text-text-2">, {rule}</span>}
      </span>
    </span>
  )
}
