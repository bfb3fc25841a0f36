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

/**
 * What the database says of a session or key. While it does not answer, what it said last: the screens then tell of the
 * outage, and Prometheus still gets its numbers; orders cannot be read, nor anybody's session ended.
 */
export async function lastKnown(name: string, lookUp: () => Promise<Viewer | null>): Promise<Viewer | null> {
  try {
    const viewer = await lookUp()
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
