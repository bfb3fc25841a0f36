import { setTimeout as sleep } from "node:timers/promises"
import { currentOutage } from "#lib/db/outage.ts"
import { subscribe } from "#lib/live/listener.ts"
import type { Viewer } from "./roles.ts"

/** For so long somebody who was known stays so while the database does not answer. */
const KEPT_MS = 10 * 60_000
const MOST_KEPT = 1_000

type Known = { readonly viewer: Viewer; readonly at: number }
/** Whoever is told that somebody's access changed believes nothing of before. */
function newMap(): Map<string, Known> {
  const map = new Map<string, Known>()
  subscribe(({ kind }) => {
    if (kind === "access" || kind === "lost") map.clear()
  })
  return map
}

const holder = globalThis as typeof globalThis & { portlineKnown?: Map<string, Known> }
holder.portlineKnown ??= newMap()
const known = holder.portlineKnown

/** While an outage stands, who was known waits no longer than this to be looked up: Prometheus has not much time. */
const OUTAGE_PATIENCE_MS = 250

/** Fails where an outage stands and the database does not answer at once. */
async function inTime<Found>(lookUp: Promise<Found>): Promise<Found> {
  if (currentOutage() === null) return lookUp
  const late = sleep(OUTAGE_PATIENCE_MS, undefined, { ref: false }).then(() => Promise.reject(new Error("The database does not answer.")))
  return Promise.race([lookUp, late])
}

/**
 * What the database says of a session or key. While it does not answer, what it said last: the screens then tell of the
 * outage, and Prometheus still gets its numbers; orders cannot be read, nor anybody's session ended.
 */
export async function lastKnown(name: string, lookUp: () => Promise<Viewer | null>): Promise<Viewer | null> {
  try {
    const viewer = await (known.has(name) ? inTime(lookUp()) : lookUp())
    known.delete(name)
    if (viewer === null) return null
    known.set(name, { viewer, at: performance.now() })
    const oldest = known.size > MOST_KEPT ? known.keys().next().value : undefined
    if (oldest !== undefined) known.delete(oldest)
    return viewer
  } catch (error) {
    const last = known.get(name)
    if (last && performance.now() - last.at < KEPT_MS) return last.viewer
    throw error
  }
}
