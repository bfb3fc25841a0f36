"use client"

import { useFromNow } from "#lib/client/use-now.ts"
import type { AttentionJson } from "#lib/contract.ts"
import { shareLeft, timeLeftText } from "#lib/format/attention-text.ts"
import { MarkIcon } from "../status/mark-icon.tsx"

const SOON_MS = 24 * 3_600_000

type Haste = "over" | "soon" | "later"
const TONES: Readonly<Record<Haste, string>> = {
  over: "font-medium text-attention-ink",
  soon: "font-medium text-ending-ink",
  later: "",
}

/** What is left of the time, in eighths, as the page's sprite has it. */
function Ring({ eighths }: { eighths: number }) {
  return (
    <svg aria-hidden="true" className="shrink-0" width="16" height="16">
      <use href={`#ring-${eighths}`} />
    </svg>
  )
}

/** How long until the first clock of an order ends: a ring and words, filled where it is over; nothing without a clock. */
export function ClockMark({ attention: { due_at: dueAt, clock } }: { attention: AttentionJson }) {
  const text = useFromNow((now) => dueAt && timeLeftText(dueAt, now))
  const eighths = useFromNow((now) => (dueAt && clock ? Math.round(shareLeft({ since: clock.since, dueAt }, now) * 8) : 0))
  const haste = useFromNow<Haste>((now) => {
    const left = Date.parse(dueAt ?? "") - now
    return left <= 0 ? "over" : left <= SOON_MS ? "soon" : "later"
  })
  if (text === null) return null
  return (
    <span className={`icon-word whitespace-nowrap ${TONES[haste]}`} suppressHydrationWarning>
      {haste === "over" ? <MarkIcon mark={{ shape: "octagon", glyph: "bang" }} /> : <Ring eighths={eighths} />}
      {text}
    </span>
  )
}
