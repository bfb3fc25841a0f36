import { readFileSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { isAlive, isGone, processFacts } from "./process-facts.ts"

/** What postmaster.pid says; garbled where a crash has left it empty or torn. */
export type PidFile =
  | { readonly kind: "absent" | "garbled" }
  | { readonly kind: "read"; readonly pid: number; readonly port: number | null }

/** PostgreSQL writes its file at once after making it; one that has been garbled for longer is a remnant. */
const REMNANT_MS = 5_000

const pathOf = (cluster: string): string => join(cluster, "postmaster.pid")

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8")
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

export function readPidFile(cluster: string): PidFile {
  const text = readOrNull(pathOf(cluster))
  if (text === null) return { kind: "absent" }
  const [pid, , , port] = text.split("\n").map(Number)
  if (pid === undefined || !Number.isInteger(pid) || pid <= 0) return { kind: "garbled" }
  return { kind: "read", pid, port: port !== undefined && port > 0 ? port : null }
}

/** Whether that process is none of PostgreSQL's, whatever it is; where only Linux tells, false elsewhere. */
function isOtherProgram(pid: number): boolean {
  return process.platform === "linux" && processFacts(pid)?.name !== "postgres"
}

/**
 * Removes a file that would keep PostgreSQL from starting though its server is dead: garbled, or naming a process that
 * has got that pid since. With `isSure` no process of this cluster lives. Without, it stays where it might be a server's;
 * whether shared memory is still in use PostgreSQL finds out without the file, too.
 */
export function clearPidFile(cluster: string, { isSure }: { readonly isSure: boolean }): void {
  const file = readPidFile(cluster)
  const isRemnant = file.kind === "garbled" && (isSure || Date.now() - statSync(pathOf(cluster)).mtimeMs > REMNANT_MS)
  const isTaken = file.kind === "read" && isAlive(file.pid) && (isSure || isOtherProgram(file.pid))
  if (isRemnant || isTaken) rmSync(pathOf(cluster), { force: true })
}

/** The port that the cluster's last server was started on: pools of a Portline that still runs hold to it. */
export function lastPort(cluster: string): number | null {
  const found = /"port=(\d+)"/.exec(readOrNull(join(cluster, "postmaster.opts")) ?? "")
  return found ? Number(found[1]) : null
}
