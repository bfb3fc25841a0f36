import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { pathToFileURL } from "node:url"
import { urls } from "#lib/contract.ts"
import { childEnv } from "#lib/env.ts"
import { SERVER_ENV, SERVER_FLAGS } from "#lib/server-flags.mjs"
import { freePort } from "#prisma/free-port.ts"

export type ServerSetup = {
  readonly dataDir: string
  /** A database that runs already; none: an embedded one under `dataDir`. */
  readonly databaseUrl?: string
  readonly publicKey: string | null
  readonly frontDoor: boolean
  /** As the variable WORKERS has it; 1 by default. */
  readonly workers?: string
  /** The moment at which the server's time begins; none: the real one. */
  readonly clock?: Date | null
}
export type BenchServer = {
  readonly port: number
  readonly pid: number
  /** How many events the server says that it has. */
  readonly countEvents: () => Promise<number>
  readonly stop: () => Promise<void>
}

const ROOT = join(import.meta.dirname, "..")

async function countEvents(port: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}${urls.api.stats}`)
  const stats = Object.entries(await response.json())
  return Number(stats.find(([name]) => name === "events")?.[1])
}

/** A production server of its own, on a free port, that sees nothing of our environment. */
export async function startBenchServer({
  dataDir,
  databaseUrl,
  publicKey,
  frontDoor,
  workers = "1",
  clock = null,
}: ServerSetup): Promise<BenchServer> {
  const port = await freePort()
  const settings = {
    NODE_ENV: "production" as const,
    NEXT_TELEMETRY_DISABLED: "1",
    HOST: "127.0.0.1",
    AUTH: "none",
    PORT: String(port),
    DATA_DIR: dataDir,
    WORKERS: workers,
    ...SERVER_ENV,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  }
  const key = publicKey === null ? {} : { TELNYX_PUBLIC_KEY: publicKey }
  // With the flags that `npm start` gives it.
  const fixed = clock ? ["--import", `${pathToFileURL(join(import.meta.dirname, "fixed-clock.ts"))}?at=${clock.toISOString()}`] : []
  const args = [...SERVER_FLAGS, ...fixed, join(ROOT, "lib/server.ts"), ...(frontDoor ? [] : ["--no-front-door"])]
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...childEnv(), ...settings, ...key },
    stdio: ["ignore", "pipe", "inherit"],
  })
  const exited = once(child, "exit")
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM")
    await exited
  }
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.includes("portline: webhook")) continue
    child.stdout.resume()
    return { port, pid: child.pid ?? 0, countEvents: () => countEvents(port), stop }
  }
  throw new Error("a server of the bench ended before it served: look at its messages above.")
}
