import cluster from "node:cluster"
import { pathToFileURL } from "node:url"
import { offerSetup } from "#lib/access/invitations.ts"
import { setupLink } from "#lib/access/setup-link.ts"
import { WEBHOOK_PATH } from "#lib/contract.ts"
import { closeDb } from "#lib/db/client.ts"
import { holdDatabase } from "#lib/db/hold.ts"
import { announce, startEnv } from "#lib/env.ts"
import { type Env, isLoopbackName } from "#lib/read-env.ts"
import { assertSpool, migrateOnceThere, StartProblem, startInFolder, type Wait, warnUnlessDurable } from "#prisma/bring-up-database.ts"
import type { EmbeddedDatabase } from "#prisma/embedded.ts"
import { startCatchingUp } from "./catch-up.ts"
import { startSumming } from "./keep-counts.ts"
import { log, startLogging } from "./log.ts"
import { assertPortFree } from "./node-server.ts"
import { startRetention } from "./retention.ts"
import { type ServerOptions, startServing } from "./serve.ts"
import { followFirstProcess, startWorkers } from "./workers.ts"

type Running = { readonly stop: () => Promise<void> }

/** What listens: this process, or several workers. */
type Front = {
  readonly hold: (reason: string) => void
  readonly open: (databaseUrl: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/** For the person who starts it; all else is a line of the log. */
function printAddresses(publicUrl: URL, unsigned: boolean): void {
  const lines = [`dashboard  ${publicUrl.origin}/`, `webhook    ${publicUrl.origin}${WEBHOOK_PATH}`]
  if (publicUrl.protocol === "http:" && !isLoopbackName(publicUrl.hostname))
    lines.push("PUBLIC_URL is not https: passwords and sessions cross the network for everybody to read.")
  if (unsigned) lines.push("TELNYX_PUBLIC_KEY is not set: events are taken unsigned and marked unverified.")
  process.stdout.write(lines.map((line) => `portline: ${line}\n`).join(""))
}

/** The first admin is whoever sees this. Nothing is printed once there is a member. */
async function printSetupLink({ auth }: Env): Promise<void> {
  const token = auth === "password" ? await offerSetup() : null
  if (token === null) return
  process.stdout.write(`portline: nobody can sign in yet. Open this link within 24 hours to create the first admin:\n`)
  process.stdout.write(`portline: set-up     ${setupLink(token)}\n`)
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

/**
 * Starts everything: what listens first, then the database and its migrations, then pages, API and what is behind them.
 * Throws where that cannot be.
 */
async function startServer(options: ServerOptions, stopping: AbortSignal): Promise<Running> {
  const env = readStartEnv()
  startLogging({ level: env.logLevel, console: !options.dev })
  if (cluster.isWorker) {
    const serving = await startServing(env, options)
    followFirstProcess(serving)
    return serving
  }
  await assertPortFree(env)
  if (env.databaseUrl !== null) assertSpool(env.dataDir)
  const front = await startFront(env, options)
  let embedded: EmbeddedDatabase | null = null
  const stop = async (): Promise<void> => {
    await front.stop()
    await closeDb()
    await embedded?.stop()
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
    await warnUnlessDurable()
  } catch (error) {
    await stop()
    if (stopping.aborted) return { stop: async () => {} }
    throw error
  }
  printAddresses(env.publicUrl, env.telnyxKeys.length === 0)
  await printSetupLink(env)
  const catchingUp = startCatchingUp()
  const retention = env.rawRetentionDays === null ? null : startRetention(env.rawRetentionDays, catchingUp.done)
  const summing = startSumming()
  return {
    stop: async () => {
      await Promise.all([catchingUp.stop(), retention?.stop(), summing.stop()])
      await stop()
    },
  }
}

async function main(): Promise<void> {
  const dev = process.argv.includes("--dev")
  const stopping = new AbortController()
  const started = startServer({ dev, frontDoor: !dev && !process.argv.includes("--no-front-door") }, stopping.signal)
  const end = (): void => {
    if (stopping.signal.aborted) return
    stopping.abort()
    void started
      .then(({ stop }) => stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      )
  }
  process.on("SIGINT", end)
  process.on("SIGTERM", end)
  await started
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error: unknown) => {
    if (error instanceof StartProblem) process.stderr.write(`portline: ${error.message}\n`)
    else log.fatal({ err: error }, "Portline could not start.")
    process.exit(1)
  })
}
