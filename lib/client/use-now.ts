import { useSyncExternalStore } from "react"

const STEP_MS = 10_000

function subscribe(tick: () => void): () => void {
  const timer = setInterval(tick, STEP_MS)
  return () => clearInterval(timer)
}

const now = (): number => Math.floor(Date.now() / STEP_MS) * STEP_MS

/** The present moment to ten seconds; null on the server and while hydrating, so that both render alike. */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, now, () => null)
}
