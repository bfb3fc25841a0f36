import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse, STATUS_CODES } from "node:http"
import type { Duplex } from "node:stream"
import type { Env } from "#lib/read-env.ts"
import { StartProblem } from "#prisma/bring-up-database.ts"
import { problemAnswer } from "./http.ts"
import { settleTarget } from "./request-target.ts"
import { sendAnswer } from "./send-answer.ts"

/** How long requests under way may take to end at a shutdown. */
const DRAIN_MS = 5_000
const SWEEP_MS = 50

/** What is told of a request that is none, or that takes too long. */
const UNREADABLE: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, "The request did not arrive in time: its headers within 5 s, all of it within 10 s."],
  HPE_INVALID_EOF_STATE: [400, "The request was cut off: nothing of it was kept."],
  HPE_INVALID_CONTENT_LENGTH: [400, "Content-Length is not a number of bytes that can be read."],
  HPE_HEADER_OVERFLOW: [431, "The headers are larger than 16 KiB."],
}

/** Answers what cannot be read as HTTP, unless an answer is under way on that connection; then it is the last one there. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex, under: ReadonlySet<ServerResponse>): void {
  const isAnswering = [...under].some(({ headersSent }) => headersSent)
  if (!socket.writable || error.code === "ECONNRESET" || isAnswering) return void socket.destroy()
  const [status, detail] = UNREADABLE[error.code ?? ""] ?? [400, "The request is not valid HTTP/1.1."]
  const { headers, body } = problemAnswer(status, detail, { headers: { connection: "close" } })
  const lines = Object.entries({ ...headers, "content-length": Buffer.byteLength(body) }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`)
}

/**
 * Who would rather speak HTTP/2 or WebSocket is answered in HTTP/1.1, as RFC 9110 allows: Next takes every upgrade that is let
 * through, and leaves those open that it does not know, for ever. Only where it is developed with does it need one itself.
 */
const isOfNext = ({ url = "" }: IncomingMessage): boolean => url.startsWith("/_next/")

/** In which time a request's headers, and all of it, have to arrive; in milliseconds. */
const ARRIVAL = { headers: 5_000, whole: 10_000 }
/** So long after a standstill what has come meanwhile is read. */
const READ_MS = 1_500

function setArrival(server: Server, { headers, whole }: typeof ARRIVAL): void {
  server.headersTimeout = headers
  server.requestTimeout = whole
}

/** Does what the process stands still for, for seconds on a slow machine: who has sent meanwhile is not cut off for not having been read. */
export async function whileStandingStill(server: Server, work: () => Promise<void>): Promise<void> {
  setArrival(server, { headers: 60_000, whole: 60_000 })
  try {
    await work()
  } finally {
    setTimeout(() => setArrival(server, ARRIVAL), READ_MS).unref()
  }
}

/** A server that cuts off slow senders; a proxy's idle connections outlive the proxy's own time-out. */
export function createNodeServer(listener: RequestListener, { dev }: { readonly dev: boolean }): Server {
  // Who sends a webhook without a Host is heard, too; for everything else that is no name of ours.
  const server = createServer(
    { connectionsCheckingInterval: 1_000, requireHostHeader: false, shouldUpgradeCallback: (request) => dev && isOfNext(request) },
    (request, response) => {
      if (settleTarget(request)) return listener(request, response)
      sendAnswer(response, problemAnswer(400, "The request's target must be a path."), request.method !== "HEAD")
    },
  )
  // What else a sender expects of us is passed over: the request is answered as any.
  server.on("checkExpectation", (request, response) => server.emit("request", request, response))
  setArrival(server, ARRIVAL)
  server.keepAliveTimeout = 65_000
  server.maxConnections = 2_000
  const answers = new WeakMap<Duplex, Set<ServerResponse>>()
  server.on("request", ({ socket }, response) => {
    const under = answers.get(socket) ?? new Set()
    answers.set(socket, under.add(response))
    response.once("close", () => under.delete(response))
  })
  server.on("clientError", (error, socket) => answerUnreadable(error, socket, answers.get(socket) ?? new Set()))
  return server
}

export function listen(server: Server, { host, port }: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken =
        error.code === "EADDRINUSE" ? `PORT ${port} is in use on ${host}: stop what listens there, or set PORT to another.` : null
      reject(new StartProblem(taken ?? `HOST ${host}, PORT ${port} cannot be listened on: ${error.message}`))
    })
    server.listen(port, host, () => resolve())
  })
}

/**
 * Ends a server: requests under way may end, idle connections go at once, and the others as soon as they are idle. A sender
 * that keeps its connection busy is told with its next answer that it is the last one there.
 */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.prependListener("request", (_, response) => {
      response.shouldKeepAlive = false
    })
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
    const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** One server on a loopback port is checked early, so that nothing is changed when it is taken. */
export async function assertPortFree(env: Env): Promise<void> {
  const probe = createServer()
  await listen(probe, env)
  await new Promise((resolve) => probe.close(resolve))
}
