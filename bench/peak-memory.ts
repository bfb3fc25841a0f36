import { existsSync, readFileSync } from "node:fs"

/** The most memory, in MB, that a process ever had resident; null where the system does not tell. */
export function peakMemory(pid: number): number | null {
  const file = `/proc/${pid}/status`
  const kilobytes = existsSync(file) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, "utf8"))?.[1] : undefined
  return kilobytes === undefined ? null : (Number(kilobytes) * 1024) / 1_000_000
}
