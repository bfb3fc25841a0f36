"use client"

import { useFromNow } from "#lib/client/use-now.ts"
import { usePreferences } from "#lib/client/use-preferences.ts"
import type { AttentionJson } from "#lib/contract.ts"
import { shareLeft, timeLeftText } from "#lib/format/attention-text.ts"
import { dueDayText } from "#lib/format/time.ts"
import { MarkIcon } from "../status/mark-icon.tsx"

const SOON_MS = 24 * 3_600_000

type Haste = "over" | "soon" | "later"
const TONES: Readonly<Record<Haste, string>> = {
  over: "font-medium text-attention-ink",
  soon: "font-medium text-ending-ink",
  later: "",
}

/** Somebody has to act, or it is worth watching: a clock of a day that runs by itself would be amber from its first moment on. */
const isPressing = ({ needs, watch_from }: AttentionJson, now: number): boolean =>
  needs || (watch_from !== null && Date.parse(watch_from) <= now)

/** Where a place is too narrow for both the day stands below; a compact row has no below. */
const ONE_LINE = "flex-wrap gap-y-0! [.orders[data-density=compact]_&]:flex-nowrap"

/** What is left of the time, in eighths, as the page's sprite has it. */
function Ring({ eighths }: { eighths: number }) {
  return (
    <svg aria-hidden="true" className="shrink-0" width="16" height="16">
      <use href={`#ring-${eighths}`} />
    </svg>
  )
}

/** How long until the first clock of an order ends, and when that is: a ring and words, filled where it is over; nothing without a clock. */
export function ClockMark({ attention }: { attention: AttentionJson }) {
  const { due_at: dueAt, clock } = attention
  const text = useFromNow((now) => dueAt && timeLeftText(dueAt, now))
  const eighths = useFromNow((now) => (dueAt && clock ? Math.round(shareLeft({ since: clock.since, dueAt }, now) * 8) : 0))
  const haste = useFromNow<Haste>((now) => {
    const left = Date.parse(dueAt ?? "") - now
    if (left <= 0) return "over"
    return left <= SOON_MS && isPressing(attention, now) ? "soon" : "later"
  })
  const reading = usePreferences()
  // "1 d left" may be tomorrow or the day after.
  const day = useFromNow((now) => dueAt && dueDayText(dueAt, { now, reading }))
  if (dueAt === null || text === null) return null
  return (
    <span className={`icon-word ${ONE_LINE} whitespace-nowrap ${TONES[haste]}`} suppressHydrationWarning>
      {haste === "over" ? <MarkIcon mark={{ shape: "octagon", glyph: "bang" }} /> : <Ring eighths={eighths} />}
      {text}
      <time dateTime={dueAt} className="text-xs font-normal text-text-2" suppressHydrationWarning>
        {day}
      </time>
    </span>
  )
}
