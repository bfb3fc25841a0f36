import Pause from "lucide-react/icons/pause"
import Play from "lucide-react/icons/play"
import type { ReactNode } from "react"
import { NewRows } from "../ui/new-rows.tsx"

type ControlsProps = {
  readonly waiting: number
  readonly show: () => void
  readonly isPaused: boolean
  readonly toggle: () => void
  readonly children: ReactNode
}

/** Shows what waits, and stops the list from telling of more. */
export function LiveControls({ waiting, show, isPaused, toggle, children }: ControlsProps) {
  const Icon = isPaused ? Play : Pause
  return (
    <div className="no-print flex min-h-8 flex-wrap items-center gap-3 text-sm text-text-2">
      {children}
      <button
        type="button"
        className="control noscript:hidden aria-pressed:border-link aria-pressed:bg-selected"
        aria-pressed={isPaused}
        onClick={toggle}
      >
        <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
        Pause list
      </button>
      {isPaused && <span>Paused: nothing here changes until you go on.</span>}
      <NewRows waiting={waiting} show={show} />
    </div>
  )
}
