import type { ShownEntryJson } from "#lib/contract.ts"
import { type EventKind, eventKind } from "#lib/format/event-sentence.ts"
import { readText } from "#lib/format/read-path.ts"
import { statusTone } from "#lib/format/status-label.ts"
import { type Mark, MarkIcon } from "../status/mark-icon.tsx"
import { statusMark } from "../status/status-mark.ts"
import { Time } from "../ui/time.tsx"
import { toneClass } from "../ui/tone-class.ts"
import { EntryBadges } from "./entry-badges.tsx"
import { EventLink } from "./event-link.tsx"

const MARKS: Readonly<Record<Exclude<EventKind, "status">, Mark>> = {
  messaging: { shape: "bubble", glyph: "dots" },
  comment: { shape: "bubble", glyph: "none" },
  split: { shape: "square", glyph: "arrows" },
  deleted: { shape: "bin", glyph: "none" },
  other: { shape: "dotted-square", glyph: "query" },
}

/** What a comment says, in the line of its event: comments are never folded away. */
function CommentText({ entry }: { entry: ShownEntryJson }) {
  const body = readText(entry.payload, "comment", "body")
  if (eventKind(entry.event_type) !== "comment" || !body) return null
  return (
    <p className="line-clamp-3 max-w-prose whitespace-pre-wrap break-words text-text-2 sm:ms-31" translate="no">
      {body.slice(0, 2_000)}
    </p>
  )
}

type EntryProps = { readonly entry: ShownEntryJson; readonly sentence: string; readonly signaturesChecked: boolean }

/** One event as a sentence, with what is odd about it and the way to the webhook itself. */
export function TimelineEntry({ entry, sentence, signaturesChecked }: EntryProps) {
  const kind = eventKind(entry.event_type)
  const status = kind === "status" ? readText(entry.payload, "status", "value") : null
  return (
    <li id={`e-${entry.event}`} data-row className="flex gap-3 py-1.5">
      <span className={`mt-0.5 ${status ? toneClass(statusTone(status)) : "text-text-3"}`}>
        <MarkIcon mark={kind === "status" ? statusMark(status ?? "") : MARKS[kind]} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
          <span className="text-xs text-text-2 sm:w-28">
            <Time at={entry.occurred_at} received={entry.received_at} style="clock" />
          </span>
          <span className={`min-w-0 break-words ${kind === "status" ? "font-medium" : ""}`}>{sentence}</span>
          <EntryBadges entry={entry} signaturesChecked={signaturesChecked} />
          <EventLink event={entry.event} name={sentence} />
        </div>
        <CommentText entry={entry} />
      </div>
    </li>
  )
}
