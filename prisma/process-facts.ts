import { readFileSync } from "node:fs"

/** Whether an error says that there is no such file or process (any more); another one says nothing of that. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH")
}

/** What Linux tells of a process. `startedAt` is in ticks since the boot: with the pid it names one process only. */
export type ProcessFacts = { readonly name: string; readonly parent: number; readonly startedAt: string }

/** What /proc tells; null where there is no such process, or only what is left of a dead one. Throws where it cannot be read. */
export function processFacts(pid: number): ProcessFacts | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    const after = stat.lastIndexOf(")")
    const [state = "", parent, ...rest] = stat.slice(after + 2).split(" ")
    if ("ZX".includes(state)) return null
    // The 22nd field of proc_pid_stat(5); `rest` begins with the 5th.
    return { name: stat.slice(stat.indexOf("(") + 1, after), parent: Number(parent), startedAt: rest[17] ?? "" }
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

/** Whether a process with this id lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

/** A process's own name for ever: its pid, and on Linux the boot and the moment in it, since pids come round again. */
export function identityOf(pid: number): string {
  if (process.platform !== "linux") return String(pid)
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()
  return `${pid} ${processFacts(pid)?.startedAt ?? ""} ${boot}`
}

/** Whether the process of that name lives. Only a pid, as earlier versions wrote: whether any process has it. */
export function isIdentityAlive(identity: string): boolean {
  const pid = Number(identity.split(" ", 1)[0])
  if (!(pid > 0) || !isAlive(pid)) return false
  return !identity.includes(" ") || identityOf(pid) === identity
}
