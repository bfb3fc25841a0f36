import type { EventJson } from "#lib/contract.ts"
import { isLate, millisBetween, spanText } from "#lib/format/time.ts"
import { Badge } from "../ui/badge.tsx"

type BadgedEvent = Pick<EventJson, "occurred_at" | "received_at" | "deliveries" | "verified" | "id_reused" | "future">

/** What is odd about an event's coming. Unverified is odd only where signatures are checked. */
export function EventBadges({ event, signaturesChecked }: { event: BadgedEvent; signaturesChecked: boolean }) {
  const { occurred_at, received_at, deliveries } = event
  return (
    <>
      {event.future && <Badge tone="ending">future: decides nothing</Badge>}
      {event.id_reused && <Badge tone="ending">same id, other content</Badge>}
      {occurred_at && isLate(occurred_at, received_at) && <Badge>late {spanText(millisBetween(occurred_at, received_at))}</Badge>}
      {deliveries > 1 && <Badge>repeat ×{deliveries}</Badge>}
      {signaturesChecked && !event.verified && <Badge tone="ending">unverified</Badge>}
    </>
  )
}
