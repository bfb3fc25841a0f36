import { railSteps } from "#lib/format/rail-steps.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import { endSpells, spellsOf } from "#lib/porting/spells.ts"
import { whyStatus } from "#lib/porting/why-status.ts"
import { MessagingStrip } from "../messaging/messaging-strip.tsx"
import { StatusRail } from "../status/status-rail.tsx"
import { StatusSpells } from "../status/status-spells.tsx"
import { WhyThisStatus } from "../status/why-this-status.tsx"
import { NamesakesNote } from "./namesakes-note.tsx"
import { OrderBody } from "./order-body.tsx"
import { OrderHeader } from "./order-header.tsx"
import { OrderNotes } from "./order-notes.tsx"
import { OrderRefresh } from "./order-refresh.tsx"
import type { ShownOrder } from "./shown-order.ts"

/** One order: where it stands, what to do, and every event that says so. */
export function OrderView(shown: ShownOrder) {
  const { order, rules, history, lineage } = shown
  const [spells, messaging] = [endSpells(spellsOf(history.statuses), parseInstant(order.deleted_at)), spellsOf(history.messaging)]
  const watched = lineage.nodes.map(({ id }) => id.slice(0, 8)).join(" ")
  return (
    <>
      <OrderHeader order={order} pass={spells.at(-1)?.pass ?? 0} guide={rules.guide} />
      <OrderRefresh id={order.id} updatedAt={order.updated_at} watched={watched} />
      <NamesakesNote order={order} namesakes={shown.namesakes} />
      <OrderNotes order={order} edges={lineage.edges} isAllLate={shown.isAllLate} isCut={history.isCut} />
      <div className="flex flex-col gap-1">
        {spells.length > 0 && <StatusRail steps={railSteps(spells, order.deleted_at)} />}
        <div className="flex flex-wrap gap-x-6 [&>details[open]]:basis-full">
          {spells.length > 0 && <StatusSpells spells={spells} guide={rules.guide} />}
          {history.claims.length > 0 && <WhyThisStatus steps={whyStatus(history.claims)} total={history.claimsTotal} />}
        </div>
      </div>
      <MessagingStrip order={order} spells={messaging} />
      <OrderBody shown={shown} spells={spells} messaging={messaging} />
    </>
  )
}
