import type { AttentionJson } from "#lib/contract.ts"
import { leftText } from "#lib/format/attention-text.ts"
import { MarkIcon } from "../status/mark-icon.tsx"

const RADIUS = 6
const ROUND = 2 * Math.PI * RADIUS
const SOON_MS = 24 * 3_600_000

/** A ring with the share of time that is left. */
function Ring({ share }: { share: number }) {
  return (
    <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden="true" className="shrink-0 -rotate-90">
      <circle cx="8" cy="8" r={RADIUS} fill="none" strokeWidth="1" className="stroke-control" />
      <circle cx="8" cy="8" r={RADIUS} fill="none" strokeWidth="3" stroke="currentColor" strokeDasharray={`${share * ROUND} ${ROUND}`} />
    </svg>
  )
}

/** How much time an order's first clock leaves: a ring and words; filled where it is over. */
export function ClockMark({ attention, now }: { attention: AttentionJson | undefined; now: number }) {
  const words = leftText(attention, now)
  if (!attention?.due_at || !attention.clock) return <span className="whitespace-nowrap text-text-3">{words}</span>
  const left = Date.parse(attention.due_at) - now
  const span = Date.parse(attention.due_at) - Date.parse(attention.clock.since)
  const tone = left <= 0 ? "font-medium text-attention-ink" : left <= SOON_MS ? "font-medium text-ending-ink" : "text-text-2"
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${tone}`}>
      {left <= 0 ? <MarkIcon mark={{ shape: "octagon", glyph: "bang" }} /> : <Ring share={span > 0 ? left / span : 0} />}
      {words}
    </span>
  )
}
