import { readdirSync, readFileSync, type Stats, statSync } from "node:fs"
import { isGone, processFacts } from "./process-facts.ts"

/** Whether a process works in the cluster's folder; unknown where Linux does not let us look (another account's, in a container). */
type Membership = "in" | "out" | "unknown"

export type ClusterProcesses = {
  /** The server itself, null where it is dead. */
  readonly postmaster: number | null
  /** Everything else of PostgreSQL that works in the folder: without a postmaster, what a dead one has left. */
  readonly others: readonly number[]
  /** Processes of some PostgreSQL that may or may not be of this cluster. */
  readonly unknown: readonly number[]
}

function membership(pid: number, cluster: Stats): Membership {
  try {
    const { dev, ino } = statSync(`/proc/${pid}/cwd`)
    return dev === cluster.dev && ino === cluster.ino ? "in" : "out"
  } catch (error) {
    if (isGone(error)) return "out"
    if (["EACCES", "EPERM"].includes(String((error as NodeJS.ErrnoException).code))) return "unknown"
    throw error
  }
}

/** A backend says what it is; the postmaster keeps the command line that it was started with. */
function hasBackendTitle(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("postgres: ")
  } catch (error) {
    if (isGone(error)) return true
    throw error
  }
}

/** Whether that process lives and is a PostgreSQL that works in the cluster, or may be. */
export function isInCluster(pid: number, cluster: string): boolean {
  const folder = statSync(cluster, { throwIfNoEntry: false })
  return folder !== undefined && processFacts(pid)?.name === "postgres" && membership(pid, folder) !== "out"
}

/** The PostgreSQL processes of a cluster, as Linux tells them. Whoever else has gone into the folder, a shell, say, is none. */
export function clusterProcesses(cluster: string): ClusterProcesses {
  const folder = statSync(cluster, { throwIfNoEntry: false })
  const pids = folder ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : []
  const found = pids.flatMap((name) => {
    const [pid, facts] = [Number(name), processFacts(Number(name))]
    const where = facts?.name === "postgres" && folder ? membership(pid, folder) : "out"
    return facts && where !== "out" ? [{ pid, parent: facts.parent, where }] : []
  })
  const members = found.filter(({ where }) => where === "in")
  const isChild = (parent: number): boolean => members.some(({ pid }) => pid === parent)
  const postmaster = members.find(({ pid, parent }) => !isChild(parent) && !hasBackendTitle(pid))?.pid ?? null
  return {
    postmaster,
    others: members.map(({ pid }) => pid).filter((pid) => pid !== postmaster),
    unknown: found.filter(({ where }) => where === "unknown").map(({ pid }) => pid),
  }
}
