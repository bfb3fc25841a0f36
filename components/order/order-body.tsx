import { orderName } from "#lib/contract.ts"
import { lastTelnyxComment } from "#lib/format/comment-anchor.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { settledWords } from "#lib/format/why-words.ts"
import { roundsOf, type Spell, valuesBefore } from "#lib/porting/spells.ts"
import { whyStatus } from "#lib/porting/why-status.ts"
import { CommentList } from "../comments/comment-list.tsx"
import { DoNext } from "../exceptions/do-next.tsx"
import { Timeline } from "../timeline/timeline.tsx"
import { CustomerLinks } from "./customer-links.tsx"
import { DeleteOrder } from "./delete-order.tsx"
import { OrderFacts } from "./order-facts.tsx"
import type { ShownOrder } from "./shown-order.ts"
import { SplitSummary } from "./split-summary.tsx"

type BodyProps = { readonly shown: ShownOrder; readonly spells: readonly Spell[]; readonly messaging: readonly Spell[] }

/** What to do, what was said, what happened, and what is known besides. */
export function OrderBody({ shown, spells, messaging }: BodyProps) {
  const { order, rules, history, comments, lineage, timeline, signaturesChecked, customers } = shown
  const names = new Map(lineage.nodes.map((node) => [node.id, shortOrderName(node)]))
  const nameOf = (id: string): string => names.get(id) ?? id.slice(0, 8)
  const before = new Map([...valuesBefore(spells), ...valuesBefore(messaging)])
  const context = { orderId: order.id, nameOf, guide: rules.guide, before }
  const settledBy = settledWords(whyStatus(history.claims))
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 pt-2 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-8">
        <DoNext order={order} rules={rules} rounds={roundsOf(spells)} lastComment={lastTelnyxComment(comments)} />
        <CommentList comments={comments} total={order.comments_count} />
        <Timeline name={orderName(order)} context={context} signaturesChecked={signaturesChecked} {...timeline} />
      </div>
      <aside aria-label="About this order" className="flex flex-col gap-8">
        <OrderFacts order={order} edges={lineage.edges} settledBy={settledBy} signaturesChecked={signaturesChecked} />
        <SplitSummary order={order} lineage={lineage} nameOf={nameOf} />
        <CustomerLinks order={order.id} hasFamily={lineage.nodes.length > 1} {...customers} />
        <DeleteOrder id={order.id} name={orderName(order)} />
      </aside>
    </div>
  )
}
