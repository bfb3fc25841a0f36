import { setTimeout as sleep } from "node:timers/promises"

/** How long an end waits for what is under way. */
const PATIENCE_MS = 3_000

export type Repeating = { readonly stop: () => Promise<void> }

/** Does something again and again until it is stopped, `pauseMs` after it was done last. The work tells of its failures itself. */
export function repeating(pauseMs: number, work: (signal: AbortSignal) => Promise<void>): Repeating {
  const stopping = new AbortController()
  const { signal } = stopping
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await work(signal)
      await sleep(pauseMs, undefined, { ref: false, signal }).catch(() => {})
    }
  }
  const running = run()
  const stop = async (): Promise<void> => {
    stopping.abort()
    await Promise.race([running, sleep(PATIENCE_MS, undefined, { ref: false })])
  }
  return { stop }
}
