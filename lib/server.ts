import cluster from "node:cluster"
import type { IncomingMessage, ServerResponse } from "node:http"
import { pathToFileURL } from "node:url"
import next from "next"
import { WEBHOOK_PATH } from "#lib/contract.ts"
import { closeDb } from "#lib/db/client.ts"
import { flushGaps } from "#lib/db/gaps.ts"
import { flushRefusals } from "#lib/db/refusals.ts"
import { type Env, startEnv } from "#lib/env.ts"
import { problemAnswer } from "#lib/http.ts"
import { drainSpool, stopDraining } from "#lib/intake/drain-spool.ts"
import { flushPen } from "#lib/intake/pen.ts"
import { startListening, stopListening } from "#lib/live/listener.ts"
import { bringUpDatabase, StartProblem, warnUnlessDurable } from "#prisma/bring-up-database.ts"
import { startCatchingUp } from "./catch-up.ts"
import { isWebhookPath, takeWebhook } from "./front-door.ts"
import { guardPage } from "./guard-page.ts"
import { assertPortFree, closeServer, createNodeServer, listen } from "./node-server.ts"
import { sendAnswer } from "./send-answer.ts"
import { startWorkers } from "./workers.ts"

/** How a server is run. `frontDoor` takes webhooks before Next's router; without it the API route does. */
export type ServerOptions = { readonly dev: boolean; readonly frontDoor: boolean }

type Running = { readonly stop: () => Promise<void> }
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

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

/** Serves pages, API and webhooks on a migrated database whose address is announced. It listens once it can answer. */
async function serve(env: Env, options: ServerOptions): Promise<Running> {
  const app = next({ dev: options.dev, hostname: env.host, port: env.port })
  await app.prepare()
  await startListening()
  const handle = createHandler(app.getRequestHandler() as Handler, options)
  const server = createNodeServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error("portline: a request failed:", error)
      if (response.headersSent) response.destroy()
      else sendAnswer(response, problemAnswer(500, "The request could not be answered; the reason is in the log."))
    })
  })
  await listen(server, env)
  void drainSpool()
  const stop = async (): Promise<void> => {
    await stopListening()
    await closeServer(server)
    await app.close()
    await stopDraining()
    await flushPen()
    await flushRefusals()
    await flushGaps()
    await closeDb()
  }
  return { stop }
}

function printAddresses(publicUrl: URL, unsigned: boolean): void {
  console.log(`portline: dashboard  ${publicUrl.origin}/`)
  console.log(`portline: webhook    ${publicUrl.origin}${WEBHOOK_PATH}`)
  if (unsigned) console.log("portline: TELNYX_PUBLIC_KEY is not set: events are taken unsigned and marked unverified.")
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
  embedded?.guard()
  try {
    await warnUnlessDurable()
    const running = env.workers > 1 && !options.dev ? await startWorkers(env.workers) : await serve(readStartEnv(), options)
    printAddresses(env.publicUrl, env.telnyxKeys.length === 0)
    const catchingUp = startCatchingUp()
    const stop = async (): Promise<void> => {
      await catchingUp.stop()
      await running.stop()
      await closeDb()
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
