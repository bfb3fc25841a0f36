import { isWait } from "#lib/db/database-reason.ts"
import { doesKeep } from "#lib/db/does-keep.ts"
import { noteStuck } from "#lib/db/outage.ts"
import { drainedPlace, type SpoolName } from "#lib/db/spool-files.ts"
import { CHUNK, drainFile } from "./drain-file.ts"

/** How long a file waits for a row before that is told, and between two tries at most. */
const TOLD_HELD_MS = 10_000
const MOST_HELD_MS = 10_000
const HELD = "somebody has long held a row of the database that its next webhook needs."

/** A file that waits at a place for a row: since when, and when it is tried again, in milliseconds of this process. */
type Held = { readonly at: number; readonly since: number; readonly again: number; readonly records: number }

/** One view a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineHeld?: Map<SpoolName, Held> }
holder.portlineHeld ??= new Map()
const held = holder.portlineHeld

/** False where it took too long although the database keeps others: somebody holds a row, or all connections wait for one. Throws whatever else fails. */
export async function isDone(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (!isWait(error) || !(await doesKeep())) throw error
    return false
  }
}

/**
 * Whether a file needs no more tries. One that waits at the same place is tried with half as many records each time, for all of them
 * may only be too many for the time there is, and the more seldom the longer it waits: it holds up no other file for long.
 */
export async function drainUnlessHeld(name: SpoolName, isStopping: () => boolean): Promise<boolean> {
  const known = held.get(name)
  if (known && performance.now() < known.again) return false
  const records = known?.records ?? CHUNK.records
  if (await isDone(() => drainFile(name, { records, isStopping }))) {
    held.delete(name)
    return true
  }
  const [now, at] = [performance.now(), drainedPlace(name)]
  const isSame = known?.at === at
  const since = isSame ? known.since : now
  const fewer = Math.max(1, Math.floor(records / 2))
  held.set(name, { at, since, again: now + Math.min((now - since) / 2, MOST_HELD_MS), records: isSame ? fewer : records })
  if (now - since > TOLD_HELD_MS) noteStuck({ file: name, at, reason: HELD })
  return false
}
