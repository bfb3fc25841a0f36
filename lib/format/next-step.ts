import type { OrderJson } from "#lib/contract.ts"
import { isKnownMessaging, isMessagingOpen } from "#lib/porting/messaging.ts"
import { isKnownStatus, type KnownStatus } from "#lib/porting/status.ts"

/** What to do about an order without an exception. `by`: what to do once the clock of its status has run out; `late`: the same when it has. */
export type NextStep = { readonly text: string; readonly by: string | null; readonly late?: string }

const STEPS: Readonly<Record<Exclude<KnownStatus, "ported">, NextStep>> = {
  draft: {
    text: "Submit it: Telnyx deletes drafts that are never submitted.",
    by: "It is gone at the end of its days,",
    late: "Look whether it still exists, and submit it: its days are over, and Telnyx deletes drafts that are never submitted.",
  },
  "in-process": {
    text: "Nothing to do: Telnyx checks the order, which usually takes hours.",
    by: "Ask Telnyx if it still does,",
    late: "Ask Telnyx now why it still checks the order.",
  },
  submitted: {
    text: "Nothing to do: the losing carrier has it, and usually answers within 36 to 48 business hours.",
    by: "Ask Telnyx if no answer has come,",
    late: "Ask Telnyx now: the losing carrier should have answered by this time.",
  },
  exception: { text: "Telnyx named no reason.", by: null },
  "foc-date-confirmed": {
    text: "The carrier has confirmed a date: look it up in Telnyx’s portal, since webhooks do not carry it. Until then there is nothing to do.",
    by: "Look into it,",
    late: "Look into it now: in Telnyx’s portal, see which date was confirmed and whether it has passed.",
  },
  "activation-in-progress": {
    text: "Nothing to do: the numbers are moving.",
    by: "Ask Telnyx if they still are,",
    late: "Ask Telnyx now: the numbers should have moved by this time.",
  },
  "cancel-pending": {
    text: "Nothing to do: the cancellation was asked for, and Telnyx confirms it.",
    by: "Ask Telnyx if it has not,",
    late: "Ask Telnyx now: the cancellation should have been confirmed by this time.",
  },
  cancelled: { text: "Nothing to do: the order was cancelled.", by: null },
}

function portedStep({ messaging }: OrderJson): NextStep {
  if (messaging !== null && !isKnownMessaging(messaging.messaging_port_status)) {
    const text = `Voice is done. “${messaging.messaging_port_status}” is an SMS state never heard of here. Read the comments, or ask Telnyx what it means.`
    return { text, by: null }
  }
  if (!isMessagingOpen(messaging)) return { text: "Nothing to do: the numbers have ported.", by: null }
  return { text: "Voice is done, SMS is not: the order stays open.", by: null }
}

/** The plain next step of an order that has no exception to see to. */
export function nextStep(order: OrderJson): NextStep {
  const value = order.status?.value ?? null
  if (order.deleted_at !== null) return { text: "Nothing to do: the draft was deleted.", by: null }
  if (order.placeholder) return { text: "Nothing to do yet: other orders have named this one, and it has not told of itself.", by: null }
  if (value === null) return { text: "Nothing to do yet: no status has been told.", by: null }
  if (!isKnownStatus(value)) {
    return { text: `“${value}” is a status never heard of here. Read the comments, or ask Telnyx what it means.`, by: "Look into it," }
  }
  return value === "ported" ? portedStep(order) : STEPS[value]
}
