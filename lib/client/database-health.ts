/** Whether the database answers, as this server's answers tell, and when it last did. Null: nothing was asked yet. */
export type DatabaseHealth = { readonly isAway: boolean | null; readonly at: number }

const STEP_MS = 1_000

let health: DatabaseHealth = { isAway: null, at: performance.timeOrigin }
const watchers = new Set<() => void>()

/** An answer came, or one that says that the database gave none. */
export function noteDatabase({ isAway }: { readonly isAway: boolean }): void {
  const at = isAway ? health.at : Date.now()
  if (isAway === health.isAway && at - health.at < STEP_MS) return
  health = { isAway, at }
  for (const watcher of watchers) watcher()
}

export const databaseHealth = {
  watch(watcher: () => void): () => void {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  },
  read: (): DatabaseHealth => health,
}
