import type { ServerResponse } from "node:http"

/** So many pages and API answers are begun in one go; each takes milliseconds of the one thread that takes webhooks, too. */
const AT_ONCE = 16
/** Whoever takes longer gives its turn to the next and goes on: a slow sender or reader keeps nobody waiting. */
const TURN_MS = 50
/** More than these wait for nobody. */
const MOST_WAITING = 1_000

const waiting: (() => void)[] = []
let taken = 0

function passOn(): void {
  const next = waiting.shift()
  // Not at once: what has come in meanwhile, a webhook first of all, is not to wait behind a queue of pages.
  if (next) setImmediate(next)
  else taken -= 1
}

function begin(response: ServerResponse): void {
  const end = (): void => {
    clearTimeout(timer)
    response.off("close", end)
    passOn()
  }
  const timer = setTimeout(end, TURN_MS)
  response.once("close", end)
}

/**
 * Waits for a turn, which ends with the answer or after 50 ms; false where too many wait already, or the asker is gone.
 * A thousand requests at one moment would else be begun together, and hold up whatever comes beside them for seconds.
 */
export async function takeTurn(response: ServerResponse): Promise<boolean> {
  if (taken < AT_ONCE) taken += 1
  else if (waiting.length >= MOST_WAITING) return false
  else await new Promise<void>((resolve) => waiting.push(resolve))
  if (response.closed || response.destroyed) {
    passOn()
    return false
  }
  begin(response)
  return true
}
