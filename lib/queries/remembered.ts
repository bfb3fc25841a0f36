import { setTimeout as sleep } from "node:timers/promises"
import { log } from "#lib/log.ts"

/** What takes longer than this is worth remembering; what is quick is asked anew each time. In milliseconds. */
const SLOW_MS = 200
/** A remembered answer holds for so many times as long as it took, but no longer than a minute. */
const TIMES = 20
const LONGEST_MS = 60_000
/** For so long after that whoever asks gets it at once, and the next one is asked for behind: a page that is looked at is not to wait for it each minute. */
const STALE_MS = 60_000

/**
 * Remembers an answer that took long, and lets all who ask meanwhile share it: for sums over a whole log that everybody who
 * looks at a page would otherwise make anew, at the cost of webhooks. Where the log is small the answer is always that of
 * the moment.
 */
export function remembered<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let known: { readonly answer: Answer; readonly until: number } | null = null
  let asking: Promise<Answer> | null = null
  const askAnew = async (): Promise<Answer> => {
    const began = performance.now()
    const answer = await ask()
    const took = performance.now() - began
    known = took < SLOW_MS ? null : { answer, until: performance.now() + Math.min(LONGEST_MS, took * TIMES) }
    return answer
  }
  /** Asks, and lets those who come meanwhile have the answer. */
  const share = (): Promise<Answer> => {
    const own = askAnew()
    asking ??= own
    return own.finally(() => {
      if (asking === own) asking = null
    })
  }
  return async () => {
    const now = performance.now()
    if (known && now < known.until + STALE_MS) {
      if (now >= known.until && !asking)
        share().catch((error: unknown) => log.warn({ err: error }, "What is remembered could not be asked for again."))
      return known.answer
    }
    const other = asking
    // What is under way has begun before this question: it is waited for, and is the answer only if it takes long.
    const isSlow = other !== null && (await Promise.race([other.then(() => false), sleep(SLOW_MS, true)]).catch(() => false))
    if (other && isSlow) return other
    return share()
  }
}
