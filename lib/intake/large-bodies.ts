/** From here on a body is large. Telnyx's are one or two kilobytes. */
export const LARGE_BYTES = 64 * 1024

/** How long a large body waits for its turn. */
const PATIENCE_MS = 500

type Lane = { isBusy: boolean; readonly waiting: Set<() => void> }

/** One lane a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineLane?: Lane }
holder.portlineLane ??= { isBusy: false, waiting: new Set() }
const lane = holder.portlineLane

/** Resolves with true once the lane is ours, with false where that took too long. */
function ownTurn(): Promise<boolean> {
  if (!lane.isBusy) {
    lane.isBusy = true
    return Promise.resolve(true)
  }
  return new Promise((resolve) => {
    const start = (): void => {
      clearTimeout(timer)
      resolve(true)
    }
    const timer = setTimeout(() => {
      lane.waiting.delete(start)
      resolve(false)
    }, PATIENCE_MS)
    lane.waiting.add(start)
  })
}

function passOn(): void {
  const [next] = lane.waiting
  if (next === undefined) lane.isBusy = false
  else {
    lane.waiting.delete(next)
    // What came meanwhile for others goes first.
    setImmediate(next)
  }
}

/**
 * Runs what a large body costs, one at a time: others never wait for more than one of them. Null where its turn does not
 * come soon, and nothing was done.
 */
export async function inTurn<Result>(work: () => Promise<Result>): Promise<Result | null> {
  if (!(await ownTurn())) return null
  try {
    return await work()
  } finally {
    passOn()
  }
}
