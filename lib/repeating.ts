import { setTimeout as sleep } from "node:timers/promises"

/** How long an end waits for what is under way. */
const PATIENCE_MS = 3_000

export type Repeating = { readonly stop: () => Promise<void> }

/** Milliseconds before the first time, and between one time's end and the next. */
type Pauses = { readonly first: number; readonly between: number }

/** Does something again and again until it is stopped. The work tells of its failures itself. */
export function repeating({ first, between }: Pauses, work: (signal: AbortSignal) => Promise<void>): Repeating {
  const stopping = new AbortController()
  const { signal } = stopping
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { ref: false, signal }).catch(() => {})
  const run = async (): Promise<void> => {
    await pause(first)
    while (!signal.aborted) {
      await work(signal)
      await pause(between)
    }
  }
  const running = run()
  const stop = async (): Promise<void> => {
    stopping.abort()
    await Promise.race([running, sleep(PATIENCE_MS, undefined, { ref: false })])
  }
  return { stop }
}
