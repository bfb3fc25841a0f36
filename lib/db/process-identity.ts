import { readFileSync } from "node:fs"

/** When a process began, in ticks since the machine did; "0" where that cannot be told. It tells a new process from one of the same number. */
function beganAt(pid: number | "self"): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8")
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "0"
  } catch {
    return "0"
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}

/** What this process's files bear in their names: its number and when it began. */
export const ownIdentity = (): string => `${process.pid}-${beganAt("self")}`

/** Whose a file is: ours, that of another process that lives, or nobody's any more. */
export function ownerOf(pid: string, began: string): "us" | "other" | "nobody" {
  const isSame = isRunning(Number(pid)) && beganAt(Number(pid)) === began
  if (!isSame) return "nobody"
  return Number(pid) === process.pid ? "us" : "other"
}
