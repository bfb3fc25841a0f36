"use client"

import { orderName, urls } from "#lib/contract.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { railSteps, statusHistory } from "#lib/format/rail-steps.ts"
import { CommentList } from "../comments/comment-list.tsx"
import { DoNext } from "../exceptions/do-next.tsx"
import { MessagingStrip } from "../messaging/messaging-strip.tsx"
import { StatusRail } from "../status/status-rail.tsx"
import { Timeline } from "../timeline/timeline.tsx"
import { Notice } from "../ui/notice.tsx"
import { Pager } from "../ui/pager.tsx"
import { OrderFacts } from "./order-facts.tsx"
import { OrderHeader } from "./order-header.tsx"
import { OrderNotes } from "./order-notes.tsx"
import { SplitSummary } from "./split-summary.tsx"
import { type OrderData, useLiveOrder } from "./use-live-order.ts"

type ViewProps = { readonly initial: OrderData; readonly cursor: string | null; readonly signaturesChecked: boolean }

/** One order: where it stands, what to do, and every event that says so. It changes in place. */
export function OrderView({ initial, cursor, signaturesChecked }: ViewProps) {
  const { order, timeline, history, comments, lineage, error } = useLiveOrder(initial, cursor)
  const names = new Map(lineage.nodes.map((node) => [node.id, shortOrderName(node)]))
  const nameOf = (id: string): string => names.get(id) ?? id.slice(0, 8)
  const statuses = statusHistory(history.data)
  const spells = statuses.filter((value) => value === order.status?.value).length
  const page = urls.order(orderName(order))
  return (
    <>
      <OrderHeader order={order} spells={spells} />
      {error && <Notice kind="warning">The order could not be asked for again: {error.message} What is shown may be old.</Notice>}
      <OrderNotes order={order} history={history.data} />
      {order.status && <StatusRail steps={railSteps(statuses, order.status.value)} isWhole={history.next_cursor === null} />}
      <MessagingStrip order={order} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 pt-2 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <DoNext order={order} />
          <CommentList comments={comments} />
          <section aria-labelledby="timeline" className="flex flex-col gap-3">
            <h2 id="timeline">Timeline</h2>
            <Timeline entries={timeline.data} orderId={order.id} signaturesChecked={signaturesChecked} nameOf={nameOf} />
            <Pager
              label="Pages of the timeline"
              olderText="Show 50 older"
              older={initial.timeline.next_cursor && `${page}?${new URLSearchParams({ cursor: initial.timeline.next_cursor })}#timeline`}
              first={cursor && `${page}#timeline`}
            />
          </section>
        </div>
        <aside aria-label="About this order" className="flex flex-col gap-8">
          <OrderFacts order={order} />
          <SplitSummary order={order} lineage={lineage} nameOf={nameOf} />
        </aside>
      </div>
    </>
  )
}
