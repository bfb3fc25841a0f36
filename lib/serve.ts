import type { IncomingMessage, ServerResponse } from "node:http"
import next from "next"
import { WEBHOOK_PATH } from "#lib/contract.ts"
import { choosePlace } from "#lib/db/choose-place.ts"
import { closeDb, meetDatabase } from "#lib/db/client.ts"
import { flushGaps, noteLeftGaps } from "#lib/db/gaps.ts"
import { databaseHold, holdDatabase, releaseDatabase } from "#lib/db/hold.ts"
import { type ReadPlace, readingFrom } from "#lib/db/reading.ts"
import { flushRefusals } from "#lib/db/refusals.ts"
import { problemAnswer } from "#lib/http.ts"
import { drainSpool, stopDraining } from "#lib/intake/drain-spool.ts"
import { flushPen } from "#lib/intake/pen.ts"
import { stopProjecting } from "#lib/intake/project-soon.ts"
import { startListening, stopListening } from "#lib/live/listener.ts"
import type { Env } from "#lib/read-env.ts"
import { isWebhookPath, takeWebhook } from "./front-door.ts"
import { guardPage } from "./guard-page.ts"
import { inRequest, log } from "./log.ts"
import { methodRefusal } from "./method-refusal.ts"
import { metrics } from "./metrics.ts"
import { nameRequest } from "./name-request.ts"
import { closeServer, createNodeServer, listen, whileStandingStill } from "./node-server.ts"
import { makingPage } from "./page-status.ts"
import { isStream, takeTurn } from "./page-turns.ts"
import { sendAnswer } from "./send-answer.ts"
import { answerUnready } from "./unready.ts"

/** How a server is run. `frontDoor` takes webhooks before Next's router; without it the API route does. */
export type ServerOptions = { readonly dev: boolean; readonly frontDoor: boolean }

/** A process that listens. Until it is opened webhooks go to the spool, and whatever else is asked for is told why not. */
export type Serving = {
  /** The database of the environment is migrated and may be used: pages, API and intake go on from here. */
  readonly open: () => Promise<void>
  /** Resolves once it listens no more, while what goes on behind may still end. */
  readonly closed: Promise<void>
  readonly stop: () => Promise<void>
}

type App = ReturnType<typeof next>
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** How long orders that are being brought up to date may hold up an end. */
const PROJECTING_MS = 1_000
const STARTING = "The database is being started."

/** Who asks whether Portline lives is not to wait behind others. */
const isProbe = (url: string): boolean => /^\/api\/(health|ready)(\?|$)/.test(url)
const TOO_MANY = problemAnswer(503, "Too many requests wait at this moment. Ask again.", { headers: { "retry-after": "1" } })

/** Next answers a path that it cannot decode with 500. */
function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "")
    return true
  } catch {
    return false
  }
}

/** What changes something reads what it goes on from at the primary, and so does a stream: what it was chosen by grows old. */
async function placeFor({ method, url = "" }: IncomingMessage): Promise<ReadPlace> {
  const isRead = (method === "GET" || method === "HEAD") && !isProbe(url) && !isStream(url) && !url.startsWith("/_next/")
  return isRead ? choosePlace() : "primary"
}

function createHandler(nextHandler: Handler, { dev, frontDoor }: ServerOptions): Handler {
  return async (request, response) => {
    if (isWebhookPath(request.url ?? "")) {
      if (frontDoor) return takeWebhook(request, response)
      request.url = WEBHOOK_PATH
      return nextHandler(request, response)
    }
    if (!guardPage(request, response, { dev })) return
    const refusal = methodRefusal(request, { dev })
    if (refusal) return sendAnswer(response, refusal)
    if (!isProbe(request.url ?? "") && !(await takeTurn(request.url ?? "", response))) return sendAnswer(response, TOO_MANY)
    if (isDecodable(request.url ?? ""))
      await readingFrom(await placeFor(request), () => makingPage(request, response, () => nextHandler(request, response)))
    else sendAnswer(response, problemAnswer(400, "The path is not valid percent-encoding of UTF-8."))
  }
}

function createUnreadyHandler({ telnyxKeys }: Env, { dev }: ServerOptions): Handler {
  return async (request, response) => {
    if (isWebhookPath(request.url ?? "")) return takeWebhook(request, response)
    if (!guardPage(request, response, { dev })) return
    answerUnready(request, response, { reason: databaseHold() ?? "Portline is starting.", signaturesChecked: telnyxKeys.length > 0 })
  }
}

async function answer(handle: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await handle(request, response)
  } catch (error) {
    log.error({ err: error }, "A request failed.")
    if (response.headersSent) response.destroy()
    else sendAnswer(response, problemAnswer(500, "The request could not be answered; the reason is in the log."))
  }
}

/** Ends what goes on behind the answers, and writes down what waits; what the database does not take now stays on disk. */
async function finish(): Promise<void> {
  const ended = await Promise.allSettled([stopDraining(), stopProjecting(PROJECTING_MS), flushPen(), flushRefusals()])
  // What the pen could not take is a gap.
  ended.push(...(await Promise.allSettled([flushGaps()])), ...(await Promise.allSettled([closeDb()])))
  for (const each of ended) if (each.status === "rejected") log.error({ err: each.reason }, "Not all could be brought to its end.")
}

/** Listens at once: a webhook that comes while the database is started or migrated, or is away, must not wait for it. */
export async function startServing(env: Env, options: ServerOptions): Promise<Serving> {
  holdDatabase(STARTING)
  // Made now, not by the first webhook.
  metrics()
  noteLeftGaps()
  let handle = createUnreadyHandler(env, options)
  let app: App | null = null
  const server = createNodeServer((request, response) => {
    const id = nameRequest(request, response)
    void inRequest(id, () => answer(handle, request, response))
  }, options)
  await listen(server, env)
  const open = async (): Promise<void> => {
    const made = next({ dev: options.dev, hostname: env.host, port: env.port })
    app = made
    // A connection to the database being made meanwhile would run into its time limit, and pass for an outage.
    await whileStandingStill(server, () => made.prepare())
    releaseDatabase()
    await meetDatabase()
    void drainSpool()
    await startListening()
    handle = createHandler(made.getRequestHandler() as Handler, options)
  }
  const closed = Promise.withResolvers<void>()
  const stop = async (): Promise<void> => {
    await stopListening()
    await closeServer(server)
    closed.resolve()
    await app?.close()
    await finish()
  }
  return { open, closed: closed.promise, stop }
}
