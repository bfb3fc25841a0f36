import type { OrderJson } from "#lib/contract.ts"
import { isMessagingOpen } from "#lib/porting/messaging.ts"
import { MessagingChip } from "./messaging-chip.tsx"

function note({ status, messaging }: OrderJson): string {
  const isOpen = isMessagingOpen(messaging)
  const open = status?.value === "ported" && isOpen ? "Voice has ported; messaging is still open, and so is this order. " : ""
  const failed =
    messaging?.messaging_port_status === "exception" ? "Telnyx escalates messaging failures itself." : "It ports apart from voice."
  return open + failed
}

/** Text messages port apart from voice, and have a state of their own. */
export function MessagingStrip({ order }: { order: OrderJson }) {
  return (
    <section aria-label="Messaging" className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control bg-surface px-3 py-2 text-sm">
      <h2 className="text-sm">Messaging</h2>
      {order.messaging ? (
        <>
          <MessagingChip state={order.messaging.messaging_port_status} />
          <span className="text-text-2">{note(order)}</span>
        </>
      ) : (
        <span className="text-text-2">Unknown: no event has told of it.</span>
      )}
    </section>
  )
}
