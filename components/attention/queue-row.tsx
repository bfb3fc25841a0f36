"use client"

import Link from "next/link"
import { memo } from "react"
import type { ShownOrder } from "#lib/client/use-queue.ts"
import { orderName, urls } from "#lib/contract.ts"
import { reasonText, timeLeftText } from "#lib/format/attention-text.ts"
import { courtSentence } from "#lib/format/court-label.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { useGuideNames } from "../exceptions/guide-names.tsx"
import { MarkIcon } from "../status/mark-icon.tsx"
import { statusLook } from "../status/status-chip.tsx"
import { toneClass } from "../ui/tone-class.ts"
import { ClockMark } from "./clock-mark.tsx"
import { CourtMark } from "./court-mark.tsx"
import { courtWord, markOf, matterText } from "./queue-words.ts"

type RowProps = {
  readonly shown: ShownOrder
  readonly now: number
  readonly isChosen: boolean
  readonly choose: (id: string) => void
  readonly open: (id: string) => void
}

/** One order of the queue: what it is, whose move, how much time is left, and why it stands here. */
export const QueueRow = memo(function QueueRow({ shown: { order, isGhost }, now, isChosen, choose, open }: RowProps) {
  const guide = useGuideNames()
  const look = statusLook({ status: order.status?.value ?? null, placeholder: order.placeholder, deleted: order.deleted_at !== null })
  const court = order.attention?.court ?? order.court
  const mark = markOf(order, look)
  const matter = matterText(order, look.word, guide)
  const name = shortOrderName(order)
  const label = isGhost
    ? `${name}, needs nobody any more: ${look.word}`
    : `${name}, ${matter}, ${order.attention?.due_at ? `${timeLeftText(order.attention.due_at, now)}, ` : ""}${courtSentence(court).toLowerCase()}`
  return (
    <li
      data-row={order.id}
      onFocus={() => choose(order.id)}
      className={`relative flex flex-wrap items-center gap-x-3 gap-y-0.5 border-t border-hairline px-3 py-2 hover:bg-surface ${isChosen ? "xl:bg-selected" : ""} ${isGhost ? "opacity-70" : ""}`}
    >
      <span className={`inline-flex w-30 min-w-0 shrink-0 items-center gap-2 ${toneClass(mark.tone)}`}>
        <MarkIcon mark={mark.mark} />
        <Link
          href={urls.order(orderName(order))}
          prefetch={false}
          onClick={() => open(order.id)}
          aria-label={label}
          translate="no"
          className="min-w-0 truncate font-mono font-medium after:absolute after:inset-0 after:content-['']"
        >
          {name}
        </Link>
      </span>
      <span className="min-w-0 flex-1 basis-64">
        <span className="line-clamp-2 sm:line-clamp-1">
          <span className={isGhost ? "line-through" : "font-medium"}>{matter}</span>
          {order.customer_reference && <span className="wrap-anywhere text-text-2"> · {order.customer_reference}</span>}
        </span>
        <span className="line-clamp-2 text-sm text-text-2 sm:line-clamp-1">
          {isGhost ? `Needs nobody any more: ${look.word.toLowerCase()}` : reasonText(order, { now, guide })}
        </span>
      </span>
      <span className="flex items-center gap-3 text-sm max-sm:w-full max-sm:justify-between">
        <span className="sm:w-32">
          <CourtMark court={court} word={courtWord(order, guide)} />
        </span>
        <span className="sm:w-26">{!isGhost && order.attention && <ClockMark attention={order.attention} />}</span>
      </span>
    </li>
  )
})
