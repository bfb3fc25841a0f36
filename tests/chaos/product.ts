import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createWriteStream, readdirSync } from "node:fs"
import { join } from "node:path"
import { childEnv } from "#lib/env.ts"
import { processFacts } from "#prisma/process-facts.ts"

const ROOT = join(import.meta.dirname, "../..")

/** Portline as its users start it. */
export type Product = {
  /** Its own processes, those of PostgreSQL not among them: the starters first, the servers last. */
  readonly pids: () => number[]
  /** kill -9 of all of them. */
  readonly kill: () => Promise<void>
  /** Ends it as an operator would; resolves with its exit code. */
  readonly end: () => Promise<number | null>
}

/** A process's descendants, parents before their children. */
function descendants(pid: number): number[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name))
  const parents = all.map((name) => ({ pid: Number(name), facts: processFacts(Number(name)) }))
  const below = (parent: number): number[] =>
    parents.flatMap(({ pid: child, facts }) => (facts?.parent === parent && facts.name !== "postgres" ? [child, ...below(child)] : []))
  return below(pid)
}

export function sendSignal(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error
    }
  }
}

/** Runs `npm start`; what it prints goes to the end of a file. */
export function startProduct(env: Readonly<Record<string, string>>, log: string): Product {
  const child: ChildProcess = spawn("npm", ["start"], { cwd: ROOT, env: { ...childEnv(), ...env }, stdio: ["ignore", "pipe", "pipe"] })
  const output = createWriteStream(log, { flags: "a" })
  child.stdout?.pipe(output, { end: false })
  child.stderr?.pipe(output, { end: false })
  const exited = once(child, "exit").then(([code]) => code as number | null)
  const pids = (): number[] => (child.pid === undefined ? [] : [child.pid, ...descendants(child.pid)])
  return {
    pids,
    kill: async () => {
      sendSignal(pids(), "SIGKILL")
      await exited
    },
    end: () => {
      child.kill("SIGTERM")
      return exited
    },
  }
}
