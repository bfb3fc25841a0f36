"use client"

import Link from "next/link"
import { memo } from "react"
import type { ShownOrder } from "#lib/client/use-queue.ts"
import { type OrderJson, orderName, urls } from "#lib/contract.ts"
import { reasonText, timeLeftText } from "#lib/format/attention-text.ts"
import { courtSentence, courtWords } from "#lib/format/court-label.ts"
import { copiedKey, shortOrderName } from "#lib/format/order-name.ts"
import { useGuideNames } from "../exceptions/guide-names.tsx"
import { MarkIcon } from "../status/mark-icon.tsx"
import { statusLook } from "../status/status-chip.tsx"
import { toneClass } from "../ui/tone-class.ts"
import { ClockMark } from "./clock-mark.tsx"
import { CourtMark } from "./court-mark.tsx"
import { markOf, matterText } from "./queue-words.ts"
import type { Choice } from "./use-choice.ts"

type RowProps = Omit<Choice, "chosen"> & {
  readonly shown: ShownOrder
  readonly now: number
  readonly isChosen: boolean
  readonly open: (id: string) => void
}

const LEFT = { resolved: "Needs nobody any more", moved: "In another court now" } as const

/** A pointer that rows move under by the keys chooses none of them, nor does a finger, which presses. */
const isPointing = ({ pointerType, movementX, movementY }: PointerEvent): boolean =>
  pointerType === "mouse" && (movementX !== 0 || movementY !== 0)

const lookOf = ({ status, placeholder, deleted_at }: OrderJson) =>
  statusLook({ status: status?.value ?? null, placeholder, deleted: deleted_at !== null })

/** One order of the queue: what it is, whose move, how much time is left, and why it stands here. */
export const QueueRow = memo(function QueueRow({ shown: { order, left, was }, now, isChosen, choose, point, open }: RowProps) {
  const guide = useGuideNames()
  const look = lookOf(order)
  const court = order.attention?.court ?? order.court
  const mark = markOf(order, look)
  const matter = matterText(order, look.word, guide)
  const name = shortOrderName(order)
  const isGhost = left !== null
  const label = isGhost
    ? `${name}, ${LEFT[left].replace(/^./, (letter) => letter.toLowerCase())}: ${look.word}`
    : `${name}, ${matter}, ${order.attention?.due_at ? `${timeLeftText(order.attention.due_at, now)}, ` : ""}${courtSentence(court).replace("W", "w")}`
  return (
    <li
      data-row={order.id}
      data-key={copiedKey(order)}
      data-chosen={isChosen || undefined}
      data-ghost={isGhost || undefined}
      onFocus={() => choose(order.id)}
      onPointerMove={(event) => isPointing(event.nativeEvent) && point(order.id)}
      onPointerLeave={() => point(null)}
      className="queue-row"
    >
      <span className={`key ${toneClass(mark.tone)}`}>
        <MarkIcon mark={mark.mark} />
        <Link href={urls.order(orderName(order))} prefetch={false} onClick={() => open(order.id)} aria-label={label} translate="no">
          {name}
        </Link>
      </span>
      <span className="what">
        <span>
          {isGhost ? (
            <>
              <s>{matterText(was, lookOf(was).word, guide)}</s> → {look.word}
            </>
          ) : (
            <span className="matter">{matter}</span>
          )}
          {order.customer_reference && <span className="reference"> · {order.customer_reference}</span>}
        </span>
        <span className="reason">{isGhost ? LEFT[left] : reasonText(order, { now, guide })}</span>
      </span>
      <span className="whose">
        <span>
          <CourtMark court={court} word={courtWords(order, court, guide)} />
        </span>
        <span>{!isGhost && order.attention && <ClockMark attention={order.attention} />}</span>
      </span>
    </li>
  )
})
