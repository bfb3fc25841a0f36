import type { ServerResponse } from "node:http"

/** So many pages and API answers are worked on at once; each takes milliseconds of the one thread that takes webhooks, too. */
const AT_ONCE = 16
/** More than these wait for nobody. */
const MOST_WAITING = 1_000

const waiting: (() => void)[] = []
let taken = 0

function endTurn(): void {
  const next = waiting.shift()
  // Not at once: what has come in meanwhile, a webhook first of all, is not to wait behind a queue of pages.
  if (next) setImmediate(next)
  else taken -= 1
}

/**
 * Waits for a turn, which ends with the answer; false where too many wait already, or the asker is gone. A thousand
 * requests at one moment would else be begun in one go, and hold up whatever comes beside them for seconds.
 */
export async function takeTurn(response: ServerResponse): Promise<boolean> {
  if (taken >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) return false
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else taken += 1
  if (response.closed || response.destroyed) {
    endTurn()
    return false
  }
  response.once("close", endTurn)
  return true
}
