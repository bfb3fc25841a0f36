/** When the server last answered or spoke, for all that says how old a screen may be. */

export type Freshness = { readonly at: number; readonly reachable: boolean }

const STEP_MS = 1_000

/** A page is as fresh as its making, until more is heard. */
let freshness: Freshness = { at: performance.timeOrigin, reachable: true }
const watchers = new Set<() => void>()

function set(next: Freshness): void {
  if (next.reachable === freshness.reachable && next.at - freshness.at < STEP_MS) return
  freshness = next
  for (const watcher of watchers) watcher()
}

export const noteFresh = (): void => set({ at: Date.now(), reachable: true })
export const noteUnreachable = (): void => set({ at: freshness.at, reachable: false })

export const freshnessStore = {
  watch(watcher: () => void): () => void {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  },
  read: (): Freshness => freshness,
}
