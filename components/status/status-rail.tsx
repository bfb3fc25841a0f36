import type { RailStep } from "#lib/format/rail-steps.ts"
import { RailItem } from "./rail-step.tsx"

/** The order's way: where it was, how often and how long, where it is, what is still to come. */
export function StatusRail({ steps }: { steps: readonly RailStep[] }) {
  return (
    <section aria-label="Progress" className="card px-3 py-2">
      <ol className="flex flex-wrap items-start gap-y-1 text-sm max-sm:flex-col max-sm:items-stretch sm:[&>li+li]:relative sm:[&>li+li]:ms-6 sm:[&>li+li]:before:absolute sm:[&>li+li]:before:-start-5 sm:[&>li+li]:before:top-5 sm:[&>li+li]:before:h-px sm:[&>li+li]:before:w-4 sm:[&>li+li]:before:bg-control">
        {steps.map((step) => (
          <RailItem key={step.place === "deleted" ? " deleted" : step.value} step={step} />
        ))}
      </ol>
    </section>
  )
}
