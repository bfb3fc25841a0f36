import { chmodSync, globSync, mkdtempSync, readFileSync } from "node:fs"
import { rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"

/** What servers under test may take to end; then they are killed. */
const ENDING_MS = 10_000
const GONE_MS = 5_000

/** Sends a signal to a process, or to a group by its negative number; false where there is none. */
function tell(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

async function isGone(pid: number, withinMs: number): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; tell(pid, 0); await sleep(50)) if (Date.now() > deadline) return false
  return true
}

/** Waits until all of a process group that was told to end is gone. */
export async function endGroup(pid: number): Promise<void> {
  if (await isGone(-pid, ENDING_MS)) return
  tell(-pid, "SIGKILL")
  await isGone(-pid, GONE_MS)
}

/** A folder for all that a run writes. Others may pass through, as through the system's own: PostgreSQL is another account's where we are root. */
export function makeRunFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "portline-run-"))
  chmodSync(folder, 0o711)
  return folder
}

/** Removes it. Embedded databases in it, which are in no process group of ours, end first. */
export async function removeRunFolder(folder: string): Promise<void> {
  const files = globSync(["*/postgres/postmaster.pid", "*/*/postgres/postmaster.pid"], { cwd: folder })
  const pids = files.map((file) => Number(readFileSync(join(folder, file), "utf8").split("\n", 1)[0])).filter((pid) => pid > 0)
  for (const pid of pids) tell(pid, "SIGQUIT")
  await Promise.all(pids.map((pid) => isGone(pid, GONE_MS)))
  // A disk that a test has mounted, and was stopped before it gave it back, stays.
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch((error: Error) => console.error(`portline: ${error.message}`))
}
