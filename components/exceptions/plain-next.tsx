"use client"

import { useNow } from "#lib/client/use-now.ts"
import type { OrderJson } from "#lib/contract.ts"
import { nextStep } from "#lib/format/next-step.ts"
import { Due } from "../order/due.tsx"
import { ReadComment } from "./read-comment.tsx"

/** Where Telnyx's last comment stands on the page, and whether nobody has written since. */
export type LastComment = { readonly anchor: string; readonly isLastWord: boolean }

const ENDED = ["ported", "cancelled"]
const isUnderWay = ({ status, deleted_at }: OrderJson): boolean => deleted_at === null && !ENDED.includes(status?.value ?? "")

/** What to do where there is no exception: mostly to wait, and until when. */
export function PlainNext({ order, lastComment }: { order: OrderJson; lastComment: LastComment | null }) {
  const now = useNow()
  const { text, by, late } = nextStep(order)
  const { due_at: due = null, clock = null } = order.attention ?? {}
  const isOver = due !== null && clock?.of === "status" && Date.parse(due) <= now
  return (
    <div className="flex flex-col gap-1">
      <p className="max-w-prose">{(isOver && late) || text}</p>
      {by && due && clock?.of === "status" && (
        <p className="flex flex-wrap gap-x-1.5 text-text-2">
          {!(isOver && late) && by} <Due at={due} />
        </p>
      )}
      {order.status?.value === "exception" ? (
        <ReadComment anchor={lastComment?.anchor ?? null} />
      ) : (
        isUnderWay(order) &&
        lastComment?.isLastWord && (
          <p>
            Telnyx had the last word: <a href={`#${lastComment.anchor}`}>read its comment</a>, which may ask for something.
          </p>
        )
      )}
    </div>
  )
}
