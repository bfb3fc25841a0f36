import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"

const TIMEOUT_MS = 20_000

/** Ends what a stopped server left of its embedded database: a fast shutdown, should the server have found it in use. */
export async function endDatabase(dataDir: string): Promise<void> {
  const file = join(dataDir, "postgres/postmaster.pid")
  const pid = existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : 0
  if (pid <= 0) return
  process.kill(pid, "SIGINT")
  for (const end = Date.now() + TIMEOUT_MS; existsSync(file) && Date.now() < end; ) await sleep(50)
}
