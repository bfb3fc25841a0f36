import type { OrderJson } from "#lib/contract.ts"
import { nextStep } from "#lib/format/next-step.ts"
import { Due } from "../order/due.tsx"
import { ReadComment } from "./read-comment.tsx"

/** What to do where there is no exception: mostly to wait, and until when. */
export function PlainNext({ order, lastComment }: { order: OrderJson; lastComment: string | null }) {
  const { text, by } = nextStep(order)
  const { due_at: due = null, clock = null } = order.attention ?? {}
  return (
    <div className="flex flex-col gap-1">
      <p className="max-w-prose">{text}</p>
      {by && due && clock?.of === "status" && (
        <p className="flex flex-wrap gap-x-1.5 text-text-2">
          {by} <Due at={due} />
        </p>
      )}
      {order.status?.value === "exception" && <ReadComment anchor={lastComment} />}
    </div>
  )
}
