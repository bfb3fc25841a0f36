import { chmodSync, globSync, mkdtempSync } from "node:fs"
import { rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { findServer } from "#prisma/find-server.ts"

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

/** Ends what is left of a process group. */
export async function endGroup(pid: number, endingMs = ENDING_MS): Promise<void> {
  if (!tell(-pid, "SIGTERM") || (await isGone(-pid, endingMs))) return
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
  const clusters = globSync(["*/postgres", "*/*/postgres"], { cwd: folder }).map((path) => join(folder, path))
  const pids = clusters.flatMap((cluster) => {
    const server = findServer(cluster)
    return server.kind === "server" && server.isSure ? server.pid : []
  })
  for (const pid of pids) tell(pid, "SIGQUIT")
  await Promise.all(pids.map((pid) => isGone(pid, GONE_MS)))
  // A disk that a test has mounted, and was stopped before it gave it back, stays.
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch((error: Error) => console.error(`portline: ${error.message}`))
}
