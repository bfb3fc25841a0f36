import { clusterProcesses, isInCluster } from "./cluster-processes.ts"
import { readPidFile } from "./pid-file.ts"
import { isAlive } from "./process-facts.ts"

/**
 * Who works on a cluster: a server; what a dead one has left behind; nobody. Not sure where the system does not tell whose
 * process it is: then the last word is PostgreSQL's, which refuses to be a second one.
 */
export type Found =
  | { readonly kind: "server"; readonly pid: number; readonly port: number | null; readonly isSure: boolean }
  | { readonly kind: "orphans"; readonly pids: readonly number[] }
  | { readonly kind: "nobody"; readonly isSure: boolean }

const isLinux = process.platform === "linux"

/** A look at the process table and the pid file, in that order of trust. */
export function findServer(cluster: string): Found {
  const file = readPidFile(cluster)
  const { pid, port } = file.kind === "read" ? file : { pid: 0, port: null }
  const named: Found = { kind: "server", pid, port, isSure: false }
  if (!isLinux) return pid > 0 && isAlive(pid) ? named : { kind: "nobody", isSure: false }
  const { postmaster, others, unknown } = clusterProcesses(cluster)
  if (postmaster !== null) return { kind: "server", pid: postmaster, port: postmaster === pid ? port : null, isSure: true }
  if (unknown.includes(pid)) return named
  return others.length > 0 ? { kind: "orphans", pids: others } : { kind: "nobody", isSure: unknown.length === 0 }
}

/** Whether that server of the cluster lives: a cheap look, made several times a second. */
export function isServerAlive(cluster: string, pid: number): boolean {
  return isLinux ? isInCluster(pid, cluster) : isAlive(pid)
}
