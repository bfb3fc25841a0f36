import { useContext, useSyncExternalStore } from "react"
import { PreferencesContext } from "./use-preferences.ts"

const STEP_MS = 10_000

const ticks = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null

/** One timer for all that depends on the present moment. */
function subscribe(tick: () => void): () => void {
  ticks.add(tick)
  timer ??= setInterval(() => {
    for (const each of ticks) each()
  }, STEP_MS)
  return () => {
    ticks.delete(tick)
    if (ticks.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }
}

const stepped = (millis: number): number => Math.floor(millis / STEP_MS) * STEP_MS

/** What a function makes of the present moment, to ten seconds. The caller renders again only when that changes. */
export function useFromNow<Value extends string | number | null>(make: (now: number) => Value): Value {
  const { madeAt } = useContext(PreferencesContext)
  return useSyncExternalStore(
    subscribe,
    () => make(stepped(Date.now())),
    () => make(stepped(madeAt)),
  )
}

/** The present moment to ten seconds; while hydrating, that of the server's rendering. */
export function useNow(): number {
  return useFromNow((now) => now)
}
