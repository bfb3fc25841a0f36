import CornerDownRight from "lucide-react/icons/corner-down-right"
import Undo2 from "lucide-react/icons/undo-2"
import type { RailDetour, RailStep } from "#lib/format/rail-steps.ts"
import { statusLabel, statusTone } from "#lib/format/status-label.ts"
import { spanText } from "#lib/format/time.ts"
import { Elapsed } from "../order/elapsed.tsx"
import { Time } from "../ui/time.tsx"
import { toneClass } from "../ui/tone-class.ts"
import { type Mark, MarkIcon } from "./mark-icon.tsx"
import { statusMark } from "./status-mark.ts"

function StepTime({ place, spent, since }: RailStep) {
  if (place === "future") return <>not yet</>
  if (place === "deleted" && since !== null) return <Time at={since} style="moment" />
  if (since !== null) {
    return (
      <>
        now · <Elapsed since={since} />
        {spent > 0 && (
          <>
            {" · "}
            <Elapsed since={since} before={spent} /> in all
          </>
        )}
      </>
    )
  }
  return <>{spanText(spent) + (place === "again" ? " · again to come" : "")}</>
}

/** How a step looks: the end of a draft is no status, and has none's look. */
function lookOf({ place, value }: RailStep): { readonly mark: Mark; readonly tone: string; readonly word: string } {
  if (place === "deleted") return { mark: { shape: "bin", glyph: "none" }, tone: "text-text-3", word: "Deleted" }
  const word = statusLabel(value)
  if (place === "future") return { mark: { shape: "circle", glyph: "none" }, tone: "text-text-3", word }
  const isOver = place !== "now" && value === "exception"
  return { mark: statusMark(value), tone: isOver ? "text-text-3" : toneClass(statusTone(value)), word }
}

/** One step: what it is called, how often the order was there, and how long. */
function StepBody({ step }: { step: RailStep }) {
  const isFuture = step.place === "future"
  const { mark, tone, word } = lookOf(step)
  return (
    <span className="flex items-center gap-2 rounded-control border border-transparent px-2 py-1 in-aria-[current]:border-control in-aria-[current]:bg-surface">
      <span className={tone}>
        <MarkIcon mark={mark} size={20} />
      </span>
      <span className="min-w-0 leading-tight">
        <span className={`block ${isFuture ? "text-text-3" : "font-medium text-text"}`}>
          {word}
          {step.passes > 1 && <span className="font-normal text-text-2"> ×{step.passes}</span>}
        </span>
        <span className="block text-xs text-text-3">
          <StepTime {...step} />
        </span>
      </span>
    </span>
  )
}

const currentStep = ({ place }: RailStep): "step" | undefined => (place === "now" || place === "deleted" ? "step" : undefined)

/** An exception under the step that it leads away from, and how often the order came back from it. */
function Detour({ step }: { step: RailDetour }) {
  return (
    <span className="ms-3 flex flex-wrap items-center gap-x-1 text-text-3">
      <CornerDownRight size={16} aria-hidden="true" className="shrink-0" />
      <span aria-current={currentStep(step)}>
        <StepBody step={step} />
      </span>
      {step.returns > 0 && (
        <span className="inline-flex items-center gap-1 text-xs">
          <Undo2 size={14} aria-hidden="true" className="shrink-0" />
          back{step.returns > 1 && ` ×${step.returns}`}
        </span>
      )}
    </span>
  )
}

export function RailItem({ step }: { step: RailStep }) {
  return (
    <li>
      <span className="block" aria-current={currentStep(step)}>
        <StepBody step={step} />
      </span>
      {step.detour && <Detour step={step.detour} />}
    </li>
  )
}
