import type { OrderJson } from "#lib/contract.ts"
import { isMessagingOpen } from "#lib/porting/messaging.ts"
import type { Spell } from "#lib/porting/spells.ts"
import { Due } from "../order/due.tsx"
import { Elapsed } from "../order/elapsed.tsx"
import { Time } from "../ui/time.tsx"
import { MessagingChip } from "./messaging-chip.tsx"
import { MessagingHistory } from "./messaging-history.tsx"

function note({ status, messaging }: OrderJson): string {
  const open = status?.value === "ported" && isMessagingOpen(messaging) ? ["Voice is done, SMS is not: the order stays open."] : []
  const failed =
    messaging?.messaging_port_status === "exception" && status?.value !== "cancelled" ? ["Telnyx escalates messaging failures itself."] : []
  return ["Ports apart from voice.", ...open, ...failed].join(" ")
}

/** Since when messaging is so, how long voice has been done meanwhile, and until when it should be. */
function MessagingClock({ order: { status, status_since, messaging, attention }, now }: { order: OrderJson; now: Spell | undefined }) {
  const isAfterVoice = status?.value === "ported" && isMessagingOpen(messaging)
  return (
    <>
      {now && (
        <span className="text-text-2">
          since <Time at={now.since.text} style="moment" /> · <Elapsed since={now.since.text} />
        </span>
      )}
      {isAfterVoice && status_since && (
        <span className="text-text-2">
          voice ported <Elapsed since={status_since} /> ago
        </span>
      )}
      {attention?.clock?.of === "messaging" && attention.due_at && <Due at={attention.due_at} />}
    </>
  )
}

/** Text messages port apart from voice: a state, a clock and a history of their own. */
export function MessagingStrip({ order, spells }: { order: OrderJson; spells: readonly Spell[] }) {
  return (
    <section aria-label="Messaging" className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control bg-surface px-3 py-2 text-sm">
      <h2 className="text-sm">Messaging</h2>
      {order.messaging ? (
        <>
          <MessagingChip state={order.messaging.messaging_port_status} />
          <MessagingClock order={order} now={spells.at(-1)} />
          <span className="text-text-2">{note(order)}</span>
          <MessagingHistory spells={spells} />
        </>
      ) : (
        <span className="text-text-2">Unknown: no event has told of it.</span>
      )}
    </section>
  )
}
