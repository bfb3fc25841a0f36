// Read before anything is installed: plain JavaScript for Node 20 and newer, no dependency.
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"
import { setTimeout as sleep } from "node:timers/promises"

/** No step takes as long: whoever holds the lock since then is not what it was. */
const LONGEST_STEP_MS = 30 * 60_000
/** A lock is written as soon as it is made; where the disk was full it stays empty. */
const EMPTY_MS = 2_000

/** When a process began, in ticks since the machine did; "" where the system does not tell. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1")
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? ""
  } catch {
    return ""
  }
}

const ourselves = `${process.pid} ${startOf(process.pid)}`

/** Makes the lock ours; false where another command has it. */
function take(lock) {
  try {
    writeFileSync(lock, ourselves, { flag: "wx" })
    return true
  } catch (error) {
    if (error.code === "EEXIST") return false
    throw error
  }
}

/** Whether the command that made the lock is no more; another process may have its number since. */
function isDead(lock) {
  try {
    const [holder, start] = readFileSync(lock, "utf8").split(" ")
    const age = Date.now() - statSync(lock).mtimeMs
    if (age > LONGEST_STEP_MS || Number(holder) === process.pid) return true
    if (!holder) return age > EMPTY_MS
    process.kill(Number(holder), 0)
    return Boolean(start) && startOf(holder) !== start
  } catch (error) {
    return error.code === "ESRCH"
  }
}

/** Gives the lock back, unless another command has taken it over. */
function release(lock) {
  try {
    if (readFileSync(lock, "utf8") === ourselves) rmSync(lock, { force: true })
  } catch {
    // It is gone.
  }
}

/**
 * Runs a step of a folder's set-up, of one command at a time: of two that are begun together, one would empty node_modules under
 * the other. Throws where the lock cannot be written.
 */
export async function aloneIn(folder, step) {
  const lock = join(folder, ".setup-lock")
  for (let tries = 0; !take(lock); tries++) {
    if (isDead(lock)) rmSync(lock, { force: true })
    else if (tries === 0) console.error(`portline: waiting for another command that is setting up (${lock}) …`)
    await sleep(200)
  }
  // A step that fails ends the process.
  const end = () => release(lock)
  process.once("exit", end)
  await step()
  process.off("exit", end)
  end()
}
