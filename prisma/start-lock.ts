import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { identityOf, isGone, isIdentityAlive } from "./process-facts.ts"

/** Whose turn to wait for, and how long. Aborting ends the waiting, not the work. */
export type Turn = { readonly file: string; readonly patienceMs?: number; readonly signal?: AbortSignal }

const PATIENCE_MS = 120_000
/** A lock is written at once after it is made: one that is still empty then was left by a process killed in between. */
const EMPTY_MS = 2_000

function readHolder(file: string): { readonly holder: string; readonly ageMs: number } | null {
  try {
    return { holder: readFileSync(file, "utf8"), ageMs: Date.now() - statSync(file).mtimeMs }
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

/** Makes the lock ours; false where it is another's. */
function take(file: string): boolean {
  try {
    const handle = openSync(file, "wx", 0o600)
    try {
      writeSync(handle, identityOf(process.pid))
    } catch (error) {
      rmSync(file, { force: true })
      throw error
    } finally {
      closeSync(handle)
    }
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false
    throw error
  }
}

/** Removes a dead holder's lock. Several may judge it dead at once: it is moved aside first, which only one of them can. */
function removeDead(file: string): void {
  const found = readHolder(file)
  if (!found || (found.holder === "" ? found.ageMs < EMPTY_MS : isIdentityAlive(found.holder))) return
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  // What was moved may be the lock that the next one has made meanwhile.
  if (readHolder(aside)?.holder === found.holder) rmSync(aside, { force: true })
  else renameSync(aside, file)
}

/** Runs one start at a time among the processes that share the data folder. A dead holder's lock is taken over. */
export async function withStartLock<T>({ file, patienceMs = PATIENCE_MS, signal }: Turn, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs
  while (!take(file)) {
    removeDead(file)
    if (performance.now() > deadline)
      throw new Error(`Another process (${readHolder(file)?.holder.split(" ", 1)[0]}) holds ${file}: end it, or remove that file.`)
    await sleep(50, undefined, { signal })
  }
  try {
    return await work()
  } finally {
    if (readHolder(file)?.holder === identityOf(process.pid)) rmSync(file, { force: true })
  }
}
