import type { ShownEntryJson } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { type Context, eventFold, eventSentence, movedOrder } from "#lib/format/event-sentence.ts"
import { readText } from "#lib/format/read-path.ts"
import { statusTone, type Tone } from "#lib/format/status-label.ts"
import { isLate, millisBetween, spanText } from "#lib/format/time.ts"
import type { Placed } from "#lib/format/timeline-days.ts"
import { kindOfType, type PortingEvent } from "#lib/porting/event.ts"
import type { Mark } from "../status/mark-icon.tsx"
import { statusMark } from "../status/status-mark.ts"

/** `what` is odd, in the words for one or for many; `text` tells it of this event. */
export type ShownBadge = { readonly what: string; readonly text: string; readonly tone: Tone }

const badge = (what: string, tone: Tone, text = what): ShownBadge => ({ what, text, tone })

/** What the timeline tells of one event: the browser gets this, and neither the payload nor the markup a second time. */
export type ShownEntry = Placed & {
  readonly received: string
  readonly mark: Mark
  /** The status's; null where it tells of none. */
  readonly tone: Tone | null
  readonly isStatus: boolean
  readonly sentence: string
  /** The order with whose name the sentence ends; null where it names none. */
  readonly order: { readonly id: string; readonly name: string } | null
  /** What a comment says, cut; null for other events. */
  readonly comment: string | null
  readonly badges: readonly ShownBadge[]
  /** What depends on when and how often it came. */
  readonly arrival: readonly ShownBadge[]
}

const LONGEST_COMMENT = 2_000

const MARKS: Readonly<Record<Exclude<PortingEvent["kind"], "status">, Mark>> = {
  messaging: { shape: "bubble", glyph: "dots" },
  comment: { shape: "bubble", glyph: "none" },
  split: { shape: "square", glyph: "arrows" },
  deleted: { shape: "bin", glyph: "none" },
  unrecognised: { shape: "dotted-square", glyph: "query" },
}

function badgesOf(entry: ShownEntryJson, signaturesChecked: boolean): ShownBadge[] {
  const badges: (ShownBadge | false)[] = [
    entry.source !== "webhook" && badge(entry.source, "committed"),
    entry.future && badge("future: decides nothing", "ending"),
    entry.id_reused && badge("same id, other content", "ending"),
    signaturesChecked && !entry.verified && badge("unverified", "ending"),
  ]
  return badges.filter((one) => one !== false)
}

function arrivalOf({ occurred_at, received_at, out_of_order, deliveries }: ShownEntryJson): ShownBadge[] {
  return [
    ...(isLate(occurred_at, received_at) ? [badge("late", "neutral", `late ${spanText(millisBetween(occurred_at, received_at))}`)] : []),
    ...(out_of_order ? [badge("out of order", "neutral")] : []),
    ...(deliveries > 1 ? [badge("repeated", "neutral", `repeat ×${countText(deliveries)}`)] : []),
  ]
}

export function showEntry(
  entry: ShownEntryJson,
  { context, signaturesChecked }: { readonly context: Context; readonly signaturesChecked: boolean },
): ShownEntry {
  const kind = kindOfType(entry.event_type)
  const status = kind === "status" ? readText(entry.payload, "status", "value") : null
  const comment = kind === "comment" ? readText(entry.payload, "comment", "body") : null
  return {
    key: entry.event,
    at: entry.occurred_at,
    fold: eventFold(entry, context),
    received: entry.received_at,
    mark: kind === "status" ? statusMark(status ?? "") : MARKS[kind],
    tone: status ? statusTone(status) : null,
    isStatus: kind === "status",
    sentence: eventSentence(entry, context),
    order: movedOrder(entry, context),
    comment: comment ? comment.slice(0, LONGEST_COMMENT) : null,
    badges: badgesOf(entry, signaturesChecked),
    arrival: arrivalOf(entry),
  }
}
