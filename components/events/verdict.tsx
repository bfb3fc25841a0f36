import Check from "lucide-react/icons/check"
import CopyX from "lucide-react/icons/copy-x"
import type { DetailedEventJson } from "#lib/contract.ts"
import { eventWords } from "#lib/format/event-words.ts"
import { quarantineReason } from "#lib/format/quarantine-reason.ts"
import { visibleText } from "#lib/format/visible-text.ts"
import { MarkIcon } from "../status/mark-icon.tsx"
import { Badge } from "../ui/badge.tsx"
import { EventBadges } from "./event-badges.tsx"
import { RetryButton } from "./retry-button.tsx"

function Quarantined({ event }: { event: DetailedEventJson }) {
  return (
    <>
      <span className="inline-flex items-center gap-1.5 align-top font-medium text-attention-ink">
        <MarkIcon mark={{ shape: "octagon", glyph: "bang" }} />
        Quarantined
      </span>
      <span>{visibleText(quarantineReason(event.reason))}</span>
      <RetryButton event={event.event} receivedAt={event.received_at} />
    </>
  )
}

function Conflict() {
  return (
    <span className="inline-flex items-center gap-1.5 align-top font-medium text-ending-ink">
      <CopyX size={15} strokeWidth={1.75} aria-hidden="true" />
      Conflict: same id, other content
    </span>
  )
}

function New() {
  return (
    <span className="inline-flex items-center gap-1.5 align-top text-text-2">
      <Check size={15} strokeWidth={1.75} aria-hidden="true" />
      New
    </span>
  )
}

/** What was made of an event, and what it says. */
export function Verdict({ event, signaturesChecked }: { event: DetailedEventJson; signaturesChecked: boolean }) {
  const { verdict, source } = event.details
  const words = eventWords(event)
  // The verdict says already what the badge of a conflict would say again.
  const badged = verdict === "conflict" ? { ...event, id_reused: false } : event
  return (
    <div className="-my-0.5 leading-6 *:me-2">
      {verdict === "quarantined" ? <Quarantined event={event} /> : verdict === "conflict" ? <Conflict /> : <New />}
      {words && <span>{words}</span>}
      {source && <Badge tone="waiting">{source}</Badge>}
      <EventBadges event={badged} signaturesChecked={signaturesChecked} />
    </div>
  )
}
