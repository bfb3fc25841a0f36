import type { OrderJson, TimelineEntryJson } from "#lib/contract.ts"
import { eventKind } from "#lib/format/event-sentence.ts"
import { Notice } from "../ui/notice.tsx"
import { Time } from "../ui/time.tsx"

/** What makes this order other than most: named only by others, deleted, or told of in words never heard before. */
export function OrderNotes({ order, history }: { order: OrderJson; history: readonly TimelineEntryJson[] }) {
  const split = history.find((entry) => eventKind(entry.event_type) === "split")
  return (
    <>
      {order.placeholder && (
        <Notice kind="plain">
          {split ? (
            <>
              Named by a split on <Time at={split.occurred_at} style="moment" />
            </>
          ) : (
            "Named by an event that decides nothing"
          )}
          ; no event of its own yet. It heals when one comes.
        </Notice>
      )}
      {order.deleted_at && (
        <Notice kind="plain">
          This draft was deleted on <Time at={order.deleted_at} style="moment" />. What was known of it stays here.
        </Notice>
      )}
    </>
  )
}
