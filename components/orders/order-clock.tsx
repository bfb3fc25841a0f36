"use client"

import { useFromNow } from "#lib/client/use-now.ts"
import type { AttentionJson } from "#lib/contract.ts"
import { clockName, shareLeft, timeLeftText } from "#lib/format/time-left.ts"
import { useGuideNames } from "../exceptions/guide-names.tsx"
import { MarkIcon } from "../status/mark-icon.tsx"

const ROUND = 2 * Math.PI * 6
/** The ring is told in eighths: what changes by less need not be drawn again. */
const STEPS = 8

function Ring({ share }: { share: number }) {
  return (
    <svg aria-hidden="true" className="shrink-0 -rotate-90 text-text-2" width="16" height="16" viewBox="0 0 16 16" fill="none">
      <circle cx="8" cy="8" r="6" className="stroke-hairline" strokeWidth="2.5" />
      <circle cx="8" cy="8" r="6" stroke="currentColor" strokeWidth="2.5" strokeDasharray={`${share * ROUND} ${ROUND}`} />
    </svg>
  )
}

/** How long until the first clock of an order ends, and which clock that is. */
export function OrderClock({ attention }: { attention: AttentionJson }) {
  const guide = useGuideNames()
  const { due_at: dueAt, clock } = attention
  const text = useFromNow((now) => dueAt && timeLeftText(dueAt, now))
  const share = useFromNow((now) => (dueAt && clock ? Math.round(shareLeft({ since: clock.since, dueAt }, now) * STEPS) / STEPS : 0))
  if (text === null || clock === null) return null
  const isOver = text.endsWith("over")
  return (
    <>
      <span
        className={`inline-flex items-center gap-1.5 whitespace-nowrap ${isOver ? "font-medium text-attention-ink" : ""}`}
        suppressHydrationWarning
      >
        {isOver ? <MarkIcon mark={{ shape: "octagon", glyph: "bang" }} /> : <Ring share={share} />}
        {text}
      </span>
      <span className="second">{clockName(clock, guide)}</span>
    </>
  )
}
