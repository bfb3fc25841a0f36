import { countText } from "#lib/format/count-text.ts"
import { isLate, millisBetween, spanText } from "#lib/format/time.ts"
import { claimName, effectWords, tieWords } from "#lib/format/why-words.ts"
import type { StatusClaim, Step } from "#lib/porting/why-status.ts"
import { EventLink } from "../timeline/event-link.tsx"
import { Disclosure } from "../ui/disclosure.tsx"
import { StatusChip } from "./status-chip.tsx"

/** `receivedAt` tells how late it came, and decides nothing. */
export type ReceivedClaim = StatusClaim & { readonly receivedAt: string }
const MOST = 50

function Decision({ step, isLast }: { step: Step<ReceivedClaim>; isLast: boolean }) {
  const { claim } = step
  const tie = tieWords(step)
  const late = isLate(claim.at.text, claim.receivedAt)
  return (
    <li className="flex flex-col gap-0.5 border-s-2 border-hairline ps-3">
      <p className="flex flex-wrap items-center gap-x-3">
        <StatusChip status={claim.value} placeholder={false} deleted={claim.kind === "deleted"} />
        <code className="text-xs text-text-2" translate="no">
          {claim.at.text}
        </code>
        <EventLink event={claim.event} name={`${claimName(claim)} at ${claim.at.text}`} />
      </p>
      <p className="text-text-2">
        {effectWords(step)}
        {isLast && (
          <>
            : <strong className="font-semibold text-text">this is what the order stands at</strong>
          </>
        )}
        {late && (
          <span data-arrival>. It came {spanText(millisBetween(claim.at.text, claim.receivedAt))} late, and stands where it occurred</span>
        )}
        .{tie && ` ${tie}`}
      </p>
    </li>
  )
}

type WhyProps = { readonly steps: readonly Step<ReceivedClaim>[]; readonly total: number }

/** The events that the status comes from, in the order in which they count, and what each decided. */
export function WhyThisStatus({ steps, total }: WhyProps) {
  const shown = steps.slice(-MOST)
  const last = steps.findLast(({ effect }) => effect !== "nothing")
  return (
    <Disclosure title="Why this status?" id="why">
      <p className="max-w-prose text-text-2">
        Events count in the order of the sender’s time, to the microsecond, whenever they came. In the same microsecond a status counts
        before a deletion, and of two statuses the one further along counts as the later. The last one decides.
      </p>
      {steps.length === 0 && <p>No event has told of a status.</p>}
      {total > shown.length && (
        <p className="text-text-2">
          The last {shown.length} of {countText(total)}.
        </p>
      )}
      <ol className="flex flex-col gap-2">
        {shown.map((step) => (
          <Decision key={step.claim.event} step={step} isLast={step === last} />
        ))}
      </ol>
    </Disclosure>
  )
}
