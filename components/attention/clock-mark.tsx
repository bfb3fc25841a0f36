"use client"

import { useFromNow } from "#lib/client/use-now.ts"
import type { AttentionJson } from "#lib/contract.ts"
import { shareLeft, timeLeftText } from "#lib/format/attention-text.ts"
import { MarkIcon } from "../status/mark-icon.tsx"

const ROUND = 2 * Math.PI * 6
/** The ring is told in eighths: what changes by less need not be drawn again. */
const STEPS = 8
const SOON_MS = 24 * 3_600_000

type Haste = "over" | "soon" | "later"
const TONES: Readonly<Record<Haste, string>> = {
  over: "font-medium text-attention-ink",
  soon: "font-medium text-ending-ink",
  later: "",
}

function Ring({ share }: { share: number }) {
  return (
    <svg aria-hidden="true" className="shrink-0 -rotate-90" width="16" height="16" viewBox="0 0 16 16" fill="none">
      <circle cx="8" cy="8" r="6" className="stroke-hairline" strokeWidth="2.5" />
      <circle cx="8" cy="8" r="6" stroke="currentColor" strokeWidth="2.5" strokeDasharray={`${share * ROUND} ${ROUND}`} />
    </svg>
  )
}

/** How long until the first clock of an order ends: a ring and words, filled where it is over; nothing without a clock. */
export function ClockMark({ attention: { due_at: dueAt, clock } }: { attention: AttentionJson }) {
  const text = useFromNow((now) => dueAt && timeLeftText(dueAt, now))
  const share = useFromNow((now) => (dueAt && clock ? Math.round(shareLeft({ since: clock.since, dueAt }, now) * STEPS) / STEPS : 0))
  const haste = useFromNow<Haste>((now) => {
    const left = Date.parse(dueAt ?? "") - now
    return left <= 0 ? "over" : left <= SOON_MS ? "soon" : "later"
  })
  if (text === null) return null
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${TONES[haste]}`} suppressHydrationWarning>
      {haste === "over" ? <MarkIcon mark={{ shape: "octagon", glyph: "bang" }} /> : <Ring share={share} />}
      {text}
    </span>
  )
}
