"use client"

import { useNow } from "#lib/client/use-now.ts"
import type { OrderJson } from "#lib/contract.ts"
import { timeLeftText } from "#lib/format/attention-text.ts"
import { isMessagingOpen } from "#lib/porting/messaging.ts"
import { Due } from "../order/due.tsx"

/** What to do about text messages: to ask once their clock has run out, and not before. */
export function SmsNext({ order: { status, messaging, attention } }: { order: Pick<OrderJson, "status" | "messaging" | "attention"> }) {
  const now = useNow()
  const due = attention?.clock?.of === "messaging" ? attention.due_at : null
  if (due && Date.parse(due) <= now) {
    return <p className="font-medium text-attention-ink">SMS is {timeLeftText(due, now)}: ask Telnyx now.</p>
  }
  return (
    <>
      {due && status?.value === "ported" && isMessagingOpen(messaging) && (
        <p className="flex flex-wrap gap-x-1.5 text-text-2">
          Ask Telnyx if messaging is still open, <Due at={due} />
        </p>
      )}
      {messaging?.messaging_port_status === "exception" && status?.value !== "cancelled" && (
        <p className="max-w-prose text-text-2">
          Messaging has failed. Telnyx escalates such failures itself: ask only once one has lasted longer than the rule allows.
        </p>
      )}
    </>
  )
}
