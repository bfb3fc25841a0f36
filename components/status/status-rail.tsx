import type { RailStep } from "#lib/format/rail-steps.ts"
import { statusLabel, statusTone } from "#lib/format/status-label.ts"
import { toneClass } from "../ui/tone-class.ts"
import { MarkIcon } from "./mark-icon.tsx"
import { statusMark } from "./status-mark.ts"

const PLACES = { past: "", now: "now", future: "not yet" } as const

function Step({ step }: { step: RailStep }) {
  const isFuture = step.place === "future"
  const tone = isFuture || (step.place === "past" && step.value === "exception") ? "text-text-3" : toneClass(statusTone(step.value))
  return (
    <li
      aria-current={step.place === "now" ? "step" : undefined}
      className="flex items-center gap-2 rounded-control border border-transparent px-2 py-1 aria-[current]:border-control aria-[current]:bg-surface"
    >
      <span className={tone}>
        <MarkIcon mark={isFuture ? { shape: "circle", glyph: "none" } : statusMark(step.value)} size={20} />
      </span>
      <span className="min-w-0 leading-tight">
        <span className={`block ${isFuture ? "text-text-3" : "font-medium"}`}>
          {statusLabel(step.value)}
          {step.passes > 1 && <span className="text-text-2"> ×{step.passes}</span>}
        </span>
        {PLACES[step.place] && <span className="block text-xs text-text-3">{PLACES[step.place]}</span>}
      </span>
    </li>
  )
}

/** The order's way: where it was and how often, where it is, what is still to come. */
export function StatusRail({ steps, isWhole }: { steps: readonly RailStep[]; isWhole: boolean }) {
  return (
    <section aria-label="Progress" className="card px-3 py-2">
      <ol className="flex flex-wrap items-center gap-y-1 text-sm max-sm:flex-col max-sm:items-stretch [&>li+li]:relative sm:[&>li+li]:ms-6 sm:[&>li+li]:before:absolute sm:[&>li+li]:before:-start-5 sm:[&>li+li]:before:h-px sm:[&>li+li]:before:w-4 sm:[&>li+li]:before:bg-control">
        {steps.map((step) => (
          <Step key={step.value} step={step} />
        ))}
      </ol>
      {!isWhole && <p className="mt-1 text-xs text-text-3">Passes are counted over the first 200 events.</p>}
    </section>
  )
}
