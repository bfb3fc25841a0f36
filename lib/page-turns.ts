import type { ServerResponse } from "node:http"

/** Milliseconds that a turn lasts at most: whoever takes longer gives it to the next and goes on. */
type Lane = { readonly atOnce: number; readonly turnMs: number; readonly waiting: (() => void)[]; taken: number }

/**
 * Each takes milliseconds of the one thread that takes webhooks, too. A page takes many, of the database as well: more than a few
 * under way make each other late, and every webhook beside them. An API answer that waits, for a password's hash say, keeps
 * nobody waiting. A stream lasts for as long as its screen, and its turn for 50 ms at most: anybody may ask for one.
 */
const LANES = {
  page: { atOnce: 4, turnMs: 1_000, waiting: [], taken: 0 },
  stream: { atOnce: 16, turnMs: 50, waiting: [], taken: 0 },
  other: { atOnce: 16, turnMs: 50, waiting: [], taken: 0 },
} satisfies Record<string, Lane>

/** More than these wait for nobody. */
const MOST_WAITING = 1_000

export const isStream = (url: string): boolean => /^\/api\/stream(\?|$)/.test(url)

function laneOf(url: string): Lane {
  if (isStream(url)) return LANES.stream
  return /^\/(api|_next)\//.test(url) ? LANES.other : LANES.page
}

function passOn(lane: Lane): void {
  const next = lane.waiting.shift()
  // Not at once: what has come in meanwhile, a webhook first of all, is not to wait behind a queue of pages.
  if (next) setImmediate(next)
  else lane.taken -= 1
}

function begin(lane: Lane, response: ServerResponse): void {
  const end = (): void => {
    clearTimeout(timer)
    response.off("finish", end)
    response.off("close", end)
    passOn(lane)
  }
  const timer = setTimeout(end, lane.turnMs)
  // All of it is with the system by then; a slow reader keeps nobody waiting.
  response.once("finish", end)
  response.once("close", end)
}

/**
 * Waits for a turn, which ends with the answer or after its time; false where too many wait already, or the asker is gone.
 * A thousand requests at one moment would else be begun together, and hold up whatever comes beside them for seconds.
 */
export async function takeTurn(url: string, response: ServerResponse): Promise<boolean> {
  const lane = laneOf(url)
  if (lane.taken < lane.atOnce) lane.taken += 1
  else if (lane.waiting.length >= MOST_WAITING) return false
  else await new Promise<void>((resolve) => lane.waiting.push(resolve))
  if (response.closed || response.destroyed) {
    passOn(lane)
    return false
  }
  begin(lane, response)
  return true
}
