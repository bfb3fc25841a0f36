import { setTimeout as sleep } from "node:timers/promises"
import { isInCluster } from "./cluster-processes.ts"
import { isGone } from "./process-facts.ts"

/** What each step gives the processes to be gone. */
const STEPS: readonly { readonly signal: NodeJS.Signals | null; readonly ms: number }[] = [
  // A backend that waits sees by itself that its postmaster is dead.
  { signal: null, ms: 300 },
  { signal: "SIGQUIT", ms: 2_000 },
  // This one ends those, too, that are stopped.
  { signal: "SIGKILL", ms: 10_000 },
]

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

/**
 * Ends the processes that a dead postmaster has left in its cluster: while one lives, its shared memory is attached and
 * it may still write. Linux only. Throws where one cannot be ended.
 */
export async function endOrphans(cluster: string, pids: readonly number[]): Promise<void> {
  const left = (): number[] => pids.filter((pid) => isInCluster(pid, cluster))
  for (const { signal, ms } of STEPS) {
    if (signal) for (const pid of left()) send(pid, signal)
    for (const deadline = Date.now() + ms; left().length > 0 && Date.now() < deadline; ) await sleep(20)
    if (left().length === 0) return
  }
  throw new Error(`Processes of a PostgreSQL that is dead cannot be ended: ${left().join(", ")}.`)
}
