import { type ChildProcess, spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { SERVER_ENV, SERVER_FLAGS } from "#lib/server-flags.mjs"
import { freePort } from "#prisma/free-port.ts"

const root = join(import.meta.dirname, "../..")

/** A real Portline in a process of its own. */
export type Portline = {
  readonly url: string
  readonly port: number
  readonly process: ChildProcess
  /** Everything it has printed. */
  readonly output: () => string
  /** Ends it as an operator would; resolves with its exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

export type Started = {
  readonly env: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** Node's own; those of `npm start` where none are given. */
  readonly flags?: readonly string[]
  /** The folder that it is started in; the checkout where none is given. */
  readonly cwd?: string
}

/** Runs `node lib/server.ts` as `npm start` does once everything is built. */
export function launch({ env, args = [], flags = SERVER_FLAGS, cwd = root }: Started): {
  child: ChildProcess
  output: () => string
  exited: Promise<number | null>
} {
  const { NODE_OPTIONS: _options, VITEST: _vitest, ...inherited } = process.env
  const child = spawn(process.execPath, [...flags, "lib/server.ts", ...args], {
    cwd,
    // Without log-in, unless that is what is looked at. A folder of its own, too: what one test's server leaves in its spool is no other's to drain.
    env: {
      ...inherited,
      ...SERVER_ENV,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      TZ: "Asia/Kathmandu",
      AUTH: "none",
      DATA_DIR: join(tmpdir(), randomUUID()),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let text = ""
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      text += chunk
    })
  const exited = once(child, "exit").then(([code]) => code as number | null)
  return { child, output: () => text, exited }
}

/** A Portline that serves. Throws with its output where it does not come up. */
export async function startPortline(started: Started): Promise<Portline> {
  const port = Number(started.env.PORT ?? (await freePort()))
  const { child, output, exited } = launch({ ...started, env: { ...started.env, PORT: String(port) } })
  const url = `http://127.0.0.1:${port}`
  const ended = exited.then((code) => {
    throw new Error(`Portline ended with ${code}:\n${output()}`)
  })
  await Promise.race([untilPrinted(output, "portline: webhook"), ended])
  ended.catch(() => {})
  const stop = async (signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> => {
    child.kill(signal)
    return exited
  }
  return { url, port, process: child, output, stop }
}

async function untilPrinted(output: () => string, text: string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!output().includes(text)) {
    if (Date.now() > deadline) throw new Error(`Portline did not come up:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
