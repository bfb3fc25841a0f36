import cluster from "node:cluster"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { pathToFileURL } from "node:url"
import next from "next"
import { WEBHOOK_PATH } from "#lib/contract.ts"
import { closeDb, intakeDb } from "#lib/db/client.ts"
import { type Env, startEnv } from "#lib/env.ts"
import { problemAnswer } from "#lib/http.ts"
import { retryAllQuarantined } from "#lib/intake/quarantine.ts"
import { projectLeftOver } from "#lib/intake/rebuild-orders.ts"
import { startListening, stopListening } from "#lib/live/listener.ts"
import { bringUpDatabase, StartProblem, warnUnlessDurable } from "#prisma/bring-up-database.ts"
import { isWebhookPath, takeWebhook } from "./front-door.ts"
import { guardPage } from "./guard-page.ts"
import { sendAnswer } from "./send-answer.ts"

/** How a server is run. `frontDoor` takes webhooks before Next's router; without it the API route does. */
export type ServerOptions = { readonly dev: boolean; readonly frontDoor: boolean }

type Running = { readonly stop: () => Promise<void> }
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** How long requests under way may take to end at a shutdown. */
const DRAIN_MS = 5_000

/** Next answers a path that it cannot decode with 500. */
function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "")
    return true
  } catch {
    return false
  }
}

function createHandler(nextHandler: Handler, { dev, frontDoor }: ServerOptions): Handler {
  return async (request, response) => {
    if (isWebhookPath(request.url ?? "")) {
      if (frontDoor) return takeWebhook(request, response)
      request.url = WEBHOOK_PATH
      return nextHandler(request, response)
    }
    if (!guardPage(request, response, { dev })) return
    if (isDecodable(request.url ?? "")) await nextHandler(request, response)
    else sendAnswer(response, problemAnswer(400, "The path is not valid percent-encoding of UTF-8."))
  }
}

/** Slow senders are cut off, and a proxy's idle connections outlive its own time-out. */
function withTimeouts(server: Server): Server {
  server.headersTimeout = 5_000
  server.requestTimeout = 10_000
  server.keepAliveTimeout = 65_000
  server.maxConnections = 2_000
  return server
}

function listen(server: Server, { host, port }: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken =
        error.code === "EADDRINUSE" ? `PORT ${port} is in use on ${host}: stop what listens there, or set PORT to another.` : null
      reject(new StartProblem(taken ?? `HOST ${host}, PORT ${port} cannot be listened on: ${error.message}`))
    })
    server.listen(port, host, () => resolve())
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** Serves pages, API and webhooks on a migrated database whose address is announced. It listens once it can answer. */
async function serve(env: Env, options: ServerOptions): Promise<Running> {
  const app = next({ dev: options.dev, hostname: env.host, port: env.port })
  await app.prepare()
  await startListening()
  const handle = createHandler(app.getRequestHandler() as Handler, options)
  const server = withTimeouts(
    createServer({ connectionsCheckingInterval: 1_000 }, (request, response) => {
      handle(request, response).catch((error: unknown) => {
        console.error("portline: a request failed:", error)
        if (response.headersSent) response.destroy()
        else sendAnswer(response, problemAnswer(500, "The request could not be answered; the reason is in the log."))
      })
    }),
  )
  await listen(server, env)
  const stop = async (): Promise<void> => {
    await stopListening()
    await closeServer(server)
    await app.close()
    await closeDb()
  }
  return { stop }
}

/** One server on a loopback port is checked early, so that nothing is changed when it is taken. */
async function assertPortFree(env: Env): Promise<void> {
  const probe = createServer()
  await listen(probe, env)
  await new Promise((resolve) => probe.close(resolve))
}

function printAddresses(publicUrl: URL, unsigned: boolean): void {
  console.log(`portline: dashboard  ${publicUrl.origin}/`)
  console.log(`portline: webhook    ${publicUrl.origin}${WEBHOOK_PATH}`)
  if (unsigned) console.log("portline: TELNYX_PUBLIC_KEY is not set: events are taken unsigned and marked unverified.")
}

/** What an earlier run left undone, and what an upgrade may understand now. This goes on behind the serving. */
async function catchUp(): Promise<void> {
  const behind = await projectLeftOver(intakeDb())
  if (behind > 0) console.log(`portline: ${behind} orders brought up to date that an earlier run had left behind.`)
  const understood = await retryAllQuarantined(intakeDb())
  if (understood > 0) console.log(`portline: ${understood} quarantined events are understood now.`)
}

async function serveWithWorkers(env: Env): Promise<Running> {
  const exits: Promise<void>[] = []
  let stopping = false
  const fork = (): void => {
    const worker = cluster.fork()
    exits.push(new Promise((resolve) => worker.once("exit", () => resolve())))
    worker.once("exit", () => {
      if (!stopping) setTimeout(fork, 1_000)
    })
  }
  for (let index = 0; index < env.workers; index++) fork()
  await new Promise<void>((resolve) => {
    let serving = 0
    cluster.on("listening", () => ++serving === env.workers && resolve())
  })
  const stop = async (): Promise<void> => {
    stopping = true
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill("SIGTERM")
    await Promise.all(exits)
    await closeDb()
  }
  return { stop }
}

function readStartEnv(): Env {
  const checked = startEnv()
  if (checked.ok) return checked.env
  throw new StartProblem(checked.problems.join("\nportline: "))
}

/** Starts everything: database, migrations, server or workers. Throws where that cannot be. */
export async function startServer(options: ServerOptions): Promise<Running> {
  const env = readStartEnv()
  if (cluster.isWorker) return serve(env, options)
  await assertPortFree(env)
  const embedded = await bringUpDatabase(env)
  try {
    await warnUnlessDurable()
    const running = env.workers > 1 && !options.dev ? await serveWithWorkers(env) : await serve(readStartEnv(), options)
    printAddresses(env.publicUrl, env.telnyxKeys.length === 0)
    catchUp().catch((error: unknown) => console.error("portline: catching up failed; it is tried again at the next start:", error))
    const stop = async (): Promise<void> => {
      await running.stop()
      await embedded?.stop()
    }
    return { stop }
  } catch (error) {
    await closeDb()
    await embedded?.stop()
    throw error
  }
}

async function main(): Promise<void> {
  const dev = process.argv.includes("--dev")
  let asked = false
  const started = startServer({ dev, frontDoor: !dev && !process.argv.includes("--no-front-door") })
  const end = (): void => {
    if (asked) return
    asked = true
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
    console.error(`portline: ${error instanceof Error ? error.message : error}`)
    if (!(error instanceof StartProblem)) console.error(error)
    process.exit(1)
  })
}
