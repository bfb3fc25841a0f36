import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"

const TIMEOUT_MS = 120_000

/** Whether a process with this id lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

/** Runs one start at a time among the processes that share the data folder. A dead holder's lock is taken over. */
export async function withStartLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + TIMEOUT_MS
  for (;;) {
    try {
      const handle = openSync(file, "wx", 0o600)
      writeSync(handle, String(process.pid))
      closeSync(handle)
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
      const holder = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0
      if (holder > 0 && !isAlive(holder)) rmSync(file, { force: true })
      else if (Date.now() > deadline) throw new Error(`Another process (${holder}) holds ${file}: end it, or remove that file.`)
      else await sleep(50)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}
