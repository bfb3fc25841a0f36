import { type TimelineEntryJson, urls } from "#lib/contract.ts"
import { type EventKind, eventKind } from "#lib/format/event-sentence.ts"
import { readText } from "#lib/format/read-path.ts"
import { statusTone } from "#lib/format/status-label.ts"
import { EventBadges } from "../events/event-badges.tsx"
import { type Mark, MarkIcon } from "../status/mark-icon.tsx"
import { statusMark } from "../status/status-mark.ts"
import { Time } from "../ui/time.tsx"
import { toneClass } from "../ui/tone-class.ts"
import { EventDetails } from "./event-details.tsx"

const MARKS: Readonly<Record<Exclude<EventKind, "status">, Mark>> = {
  messaging: { shape: "bubble", glyph: "dots" },
  comment: { shape: "bubble", glyph: "none" },
  split: { shape: "square", glyph: "arrows" },
  deleted: { shape: "bin", glyph: "none" },
  other: { shape: "dotted-square", glyph: "query" },
}

type EntryProps = { readonly entry: TimelineEntryJson; readonly sentence: string; readonly signaturesChecked: boolean }

/** One event as a sentence; when it came and what was sent open below it. */
export function TimelineEntry({ entry, sentence, signaturesChecked }: EntryProps) {
  const kind = eventKind(entry.event_type)
  const status = kind === "status" ? readText(entry.payload, "status", "value") : null
  return (
    <li className="flex gap-3 py-1.5">
      <span className={`mt-0.5 ${status ? toneClass(statusTone(status)) : "text-text-3"}`}>
        <MarkIcon mark={kind === "status" ? statusMark(status ?? "") : MARKS[kind]} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
          <span className="text-xs text-text-2 sm:w-28">
            <Time at={entry.occurred_at} received={entry.received_at} style="clock" />
          </span>
          <span className={`min-w-0 break-words ${kind === "status" ? "font-medium" : ""}`}>{sentence}</span>
          <EventBadges event={entry} signaturesChecked={signaturesChecked} />
          <a
            href={urls.api.raw(entry.event)}
            className="no-print inline-flex min-h-6 items-center text-xs"
            aria-label={`Raw event: ${sentence}`}
          >
            raw
          </a>
          <EventDetails entry={entry} />
        </div>
      </div>
    </li>
  )
}
