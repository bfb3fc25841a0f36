import Check from "lucide-react/icons/check"
import type { EventJson } from "#lib/contract.ts"
import { urls } from "#lib/contract.ts"
import { quarantineReason } from "#lib/format/quarantine-reason.ts"
import { MarkIcon } from "../status/mark-icon.tsx"
import { EventBadges } from "./event-badges.tsx"

function Quarantined({ event }: { event: EventJson }) {
  return (
    <>
      <span className="inline-flex items-center gap-1.5 font-medium text-attention-ink">
        <MarkIcon mark={{ shape: "octagon", glyph: "bang" }} />
        Quarantined
      </span>
      <span>{quarantineReason(event.reason)}</span>
      <form method="post" action={urls.api.retry(event.event)} className="no-print">
        <button type="submit" className="control min-h-6 px-2 text-xs" aria-label={`Try again: event received ${event.received_at}`}>
          Try again
        </button>
      </form>
    </>
  )
}

/** What was made of an event. */
export function Verdict({ event, signaturesChecked }: { event: EventJson; signaturesChecked: boolean }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {event.state === "quarantined" ? (
        <Quarantined event={event} />
      ) : (
        <span className="inline-flex items-center gap-1.5 text-text-2">
          <Check size={15} strokeWidth={1.75} aria-hidden="true" />
          New
        </span>
      )}
      <EventBadges event={event} signaturesChecked={signaturesChecked} />
    </span>
  )
}
