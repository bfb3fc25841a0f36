import type { AttentionJson } from "#lib/contract.ts"
import { clockName } from "#lib/format/attention-text.ts"
import { ClockMark } from "../attention/clock-mark.tsx"
import { useGuideNames } from "../exceptions/guide-names.tsx"

/** How long until the first clock of an order ends, and which clock that is. */
export function OrderClock({ attention }: { attention: AttentionJson }) {
  const guide = useGuideNames()
  if (attention.clock === null) return null
  return (
    <>
      <ClockMark attention={attention} />
      <span className="second">{clockName(attention.clock, guide)}</span>
    </>
  )
}
