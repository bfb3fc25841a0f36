import { messagingLabel, messagingTone } from "#lib/format/messaging-label.ts"
import { type Mark, MarkIcon } from "../status/mark-icon.tsx"
import { sentTextClass } from "../ui/sent-text-class.ts"
import { toneClass } from "../ui/tone-class.ts"

const MARKS: Readonly<Record<string, Mark>> = {
  not_applicable: { shape: "bubble", glyph: "minus" },
  pending: { shape: "dashed-bubble", glyph: "none" },
  activating: { shape: "bubble", glyph: "dots" },
  exception: { shape: "filled-bubble", glyph: "bang" },
  partial_port_complete: { shape: "dashed-bubble", glyph: "tick" },
  canceled: { shape: "bubble", glyph: "cross" },
  ported: { shape: "bubble", glyph: "tick" },
}
const UNKNOWN: Mark = { shape: "bubble", glyph: "query" }

/** A messaging state as icon and word; one never heard of stands as sent, in a dotted frame. */
export function MessagingChip({ state }: { state: string }) {
  const isKnown = Object.hasOwn(MARKS, state)
  const frame = isKnown ? "" : "rounded-chip border border-dotted border-control px-1 font-mono"
  return (
    <span className={`inline-flex items-center gap-1.5 ${toneClass(messagingTone(state))} ${frame}`}>
      <MarkIcon mark={isKnown ? (MARKS[state] ?? UNKNOWN) : UNKNOWN} />
      <span className={sentTextClass(state)}>{messagingLabel(state)}</span>
    </span>
  )
}
