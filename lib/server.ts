import cluster from "node:cluster"
import { realpathSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { closeDb } from "#lib/db/client.ts"
import { holdDatabase } from "#lib/db/hold.ts"
import { announce, passOverEnvFiles, startEnv } from "#lib/env.ts"
import type { Env } from "#lib/read-env.ts"
import { assertSpool, migrateOnceThere, StartProblem, startInFolder, type Wait, warnUnlessDurable } from "#prisma/bring-up-database.ts"
import type { EmbeddedDatabase } from "#prisma/embedded.ts"
import { onceItAnswers } from "#prisma/once-it-answers.ts"
import { startCatchingUp } from "./catch-up.ts"
import { startSumming } from "./keep-counts.ts"
import { log, startLogging } from "./log.ts"
import { assertPortFree } from "./node-server.ts"
import { startRetention } from "./retention.ts"
import { type ServerOptions, startServing } from "./serve.ts"
import { printAddresses, printSetupLink, warnOfEnvFiles } from "./tell-operator.ts"
import { followFirstProcess, startWorkers } from "./workers.ts"

type Running = { readonly stop: () => Promise<void> }

/** What listens: this process, or several workers. */
type Front = {
  readonly hold: (reason: string) => void
  readonly open: (databaseUrl: string) => Promise<void>
  readonly stop: () => Promise<void>
}

function readStartEnv(): Env {
  const checked = startEnv()
  if (checked.ok) return checked.env
  throw new StartProblem(checked.problems.join("\nportline: "))
}

async function startFront(env: Env, options: ServerOptions): Promise<Front> {
  if (env.workers > 1 && !options.dev) return startWorkers(env.workers)
  const { open, stop } = await startServing(env, options)
  return { hold: holdDatabase, open, stop }
}

/** The embedded database, started and guarded; null where it is the operator's own. */
async function startDatabase(env: Env): Promise<EmbeddedDatabase | null> {
  if (env.databaseUrl !== null) return null
  const embedded = await startInFolder(env.dataDir)
  announce({ databaseUrl: embedded.url })
  embedded.guard()
  return embedded
}

/** What goes on behind the serving. */
function startBehind({ rawRetentionDays }: Env): readonly Running[] {
  const catchingUp = startCatchingUp()
  const retention = rawRetentionDays === null ? [] : [startRetention(rawRetentionDays, catchingUp.done)]
  return [catchingUp, startSumming(), ...retention]
}

/**
 * Starts everything: what listens first, then the database and its migrations, then pages, API and what is behind them.
 * Throws where that cannot be.
 */
async function startServer(options: ServerOptions, stopping: AbortSignal): Promise<Running> {
  const env = readStartEnv()
  const envFiles = passOverEnvFiles()
  startLogging({ level: env.logLevel, console: !options.dev })
  if (cluster.isWorker) {
    const serving = await startServing(env, options)
    followFirstProcess(serving)
    return serving
  }
  warnOfEnvFiles(envFiles)
  await assertPortFree(env)
  if (env.databaseUrl !== null) assertSpool(env.dataDir)
  const front = await startFront(env, options)
  let [embedded, behind]: [EmbeddedDatabase | null, readonly Running[]] = [null, []]
  const stop = async (): Promise<void> => {
    const ended = Promise.all(behind.map((each) => each.stop()))
    try {
      await front.stop()
    } finally {
      // What has not ended by now would connect anew.
      await ended
      await closeDb()
      await embedded?.stop()
    }
  }
  try {
    embedded = await startDatabase(env)
    const url = embedded?.url ?? env.databaseUrl ?? ""
    const tell = ({ reason, shown }: Wait): void => {
      log.warn(`${reason} Webhooks go to disk until that is over.`)
      front.hold(shown)
    }
    await migrateOnceThere(env.directDatabaseUrl ?? url, tell, stopping)
    await front.open(url)
  } catch (error) {
    await stop()
    if (stopping.aborted) return { stop: async () => {} }
    throw error
  }
  if (stopping.aborted) return { stop }
  behind = startBehind(env)
  // From here on the database may be away: that is an outage, and no reason to end.
  await onceItAnswers(warnUnlessDurable, stopping)
  printAddresses(env)
  await onceItAnswers(() => printSetupLink(env), stopping)
  return { stop }
}

async function main(): Promise<void> {
  const dev = process.argv.includes("--dev")
  const stopping = new AbortController()
  const started = startServer({ dev, frontDoor: !dev && !process.argv.includes("--no-front-door") }, stopping.signal)
  const end = (): void => {
    if (stopping.signal.aborted) return
    stopping.abort()
    // Whatever an end waits for, the process must not run out of things to do before the last step.
    setInterval(() => {}, 60_000)
    void started
      .then(({ stop }) => stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "Portline ended, but not all of it as it should.")
          process.exit(1)
        },
      )
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end)
  // Nothing is left to do, and nobody has told it to end: whoever watches it is not to take that for a stop.
  process.once("beforeExit", () => {
    log.fatal("Portline ended by itself.")
    process.exit(1)
  })
  await started
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  main().catch((error: unknown) => {
    if (error instanceof StartProblem) process.stderr.write(`portline: ${error.message}\n`)
    else log.fatal({ err: error }, "Portline could not start.")
    process.exit(1)
  })
}
