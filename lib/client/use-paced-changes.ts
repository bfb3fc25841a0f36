import { useEffect } from "react"
import { type LiveChange, liveStream } from "./live-stream.ts"
import { paced } from "./paced.ts"

type Asking = {
  /** Whether a change of the stream matters; a reset always does. */
  readonly concerns: (change: LiveChange) => boolean
  /** What to do then. Stable from one rendering to the next, as `concerns` is. */
  readonly act: () => unknown
  /** The least milliseconds between two doings, however many changes come. */
  readonly pauseMs: number
}

/** Does something whenever the stream tells of a change that matters: at once, and then once more after a pause. */
export function usePacedChanges({ concerns, act, pauseMs }: Asking): void {
  useEffect(() => {
    const { ask, stop } = paced(act, pauseMs)
    const leave = liveStream.subscribe((change) => {
      if (change.kind === "reset" || concerns(change)) ask()
    })
    return () => {
      leave()
      stop()
    }
  }, [concerns, act, pauseMs])
}
