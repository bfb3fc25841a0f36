import cluster from "node:cluster"
import { randomBytes } from "node:crypto"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { pathToFileURL } from "node:url"
import next from "next"
import { isOwnHost } from "#lib/access/own-origin.ts"
import { WEBHOOK_PATH } from "#lib/contract.ts"
import { closeDb, intakeDb } from "#lib/db/client.ts"
import { announce, type Env, startEnv } from "#lib/env.ts"
import { type HttpAnswer, problemAnswer, webhookAnswer } from "#lib/http.ts"
import { retryAllQuarantined } from "#lib/intake/quarantine.ts"
import { projectLeftOver } from "#lib/intake/rebuild-orders.ts"
import { type BodyRead, receiveWebhook } from "#lib/intake/receive-webhook.ts"
import { startListening, stopListening } from "#lib/live/listener.ts"
import { type EmbeddedDatabase, startEmbedded } from "#prisma/embedded.ts"
import { migrate } from "#prisma/migrate.ts"

/** How a server is run. `frontDoor` takes webhooks before Next's router; without it the API route does. */
export type ServerOptions = { readonly dev: boolean; readonly frontDoor: boolean }

type Running = { readonly stop: () => Promise<void> }
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** How long requests under way may take to end at a shutdown. */
const DRAIN_MS = 5_000

class StartProblem extends Error {}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer, withBody = true): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) })
  response.end(withBody ? body : undefined)
}

/** The path in its plain spelling: one slash where there are several, none at the end, lower case, nothing escaped. */
function plainPath(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? ""
  try {
    const plain = decodeURIComponent(path).toLowerCase().replace(/\/+/g, "/")
    return plain.length > 1 ? plain.replace(/\/$/, "") : plain
  } catch {
    return path
  }
}

function readBody(request: IncomingMessage, maxBytes: number): Promise<BodyRead> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on("data", (chunk: Buffer) => {
      length += chunk.length
      if (length > maxBytes) resolve({ ok: false, problem: "too_large" })
      else chunks.push(chunk)
    })
    request.on("end", () => resolve({ ok: true, bytes: Buffer.concat(chunks) }))
    request.on("close", () => resolve({ ok: false, problem: "cut_off" }))
    request.on("error", () => resolve({ ok: false, problem: "cut_off" }))
  })
}

/** The webhook's way in before Next's router, which costs ten times what keeping an event does. */
async function takeWebhook(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const header = (name: string): string | null => {
    const value = request.headers[name]
    return typeof value === "string" ? value : null
  }
  const method = request.method ?? ""
  const outcome = await receiveWebhook({ method, header, read: (max) => readBody(request, max) })
  // What is left of a body that nobody reads would hold the connection open.
  if (outcome.kind === "too_large" || outcome.kind === "method") response.setHeader("connection", "close")
  send(response, webhookAnswer(outcome), method !== "HEAD")
}

/** Nothing but our own scripts run in a page; Next reads the nonce off the request and puts it on each. */
function contentPolicy(dev: boolean): string {
  const nonce = randomBytes(16).toString("base64")
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`
  const policy = [
    "default-src 'self'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
  ]
  return [...policy, "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"].join("; ")
}

function guardPage(request: IncomingMessage, response: ServerResponse, dev: boolean): boolean {
  if (!isOwnHost(request.headers.host ?? "")) {
    send(
      response,
      problemAnswer(421, "This server answers only to its own name: PUBLIC_URL's, or a loopback name."),
      request.method !== "HEAD",
    )
    return false
  }
  const policy = contentPolicy(dev)
  request.headers["content-security-policy"] = policy
  response.setHeader("content-security-policy", policy)
  response.setHeader("x-content-type-options", "nosniff")
  response.setHeader("referrer-policy", "same-origin")
  return true
}

function createHandler(nextHandler: Handler, { dev, frontDoor }: ServerOptions): Handler {
  return async (request, response) => {
    if (plainPath(request.url ?? "") === WEBHOOK_PATH) {
      if (frontDoor) return takeWebhook(request, response)
      request.url = WEBHOOK_PATH
      return nextHandler(request, response)
    }
    if (guardPage(request, response, dev)) await nextHandler(request, response)
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
        else send(response, problemAnswer(500, "The request could not be answered; the reason is in the log."))
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

function withoutPassword(url: string): string {
  const shown = new URL(url)
  return `${shown.hostname}:${shown.port || 5432}${shown.pathname}`
}

async function bringUpDatabase(env: Env): Promise<EmbeddedDatabase | null> {
  const embedded = env.databaseUrl === null ? await startEmbedded(env.dataDir) : null
  const url = embedded?.url ?? env.databaseUrl ?? ""
  if (embedded) announce({ databaseUrl: url })
  const result = await migrate(env.directDatabaseUrl ?? url).catch((error: unknown) => {
    throw new StartProblem(`the database at ${withoutPassword(url)} does not answer: ${error instanceof Error ? error.message : error}`)
  })
  if (result.ok) return embedded
  await embedded?.stop()
  throw new StartProblem(result.problem)
}

/** What the database itself says of its durability: an answer of 200 is a promise that the bytes are on disk. */
async function warnUnlessDurable(): Promise<void> {
  const [row] = await intakeDb().$queryRaw<{ fsync: string; commit: string }[]>`
    SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit`
  if (row && (row.fsync !== "on" || row.commit === "off")) {
    console.error(
      `portline: WARNING: fsync is ${row.fsync} and synchronous_commit is ${row.commit} on this database: kept events can be lost in a crash.`,
    )
  }
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
