import { createServer, type RequestListener, type Server } from "node:http"
import type { Env } from "#lib/env.ts"
import { StartProblem } from "#prisma/bring-up-database.ts"

/** How long requests under way may take to end at a shutdown. */
const DRAIN_MS = 5_000
const SWEEP_MS = 50

/** A server that cuts off slow senders; a proxy's idle connections outlive the proxy's own time-out. */
export function createNodeServer(listener: RequestListener): Server {
  const server = createServer({ connectionsCheckingInterval: 1_000 }, listener)
  server.headersTimeout = 5_000
  server.requestTimeout = 10_000
  server.keepAliveTimeout = 65_000
  server.maxConnections = 2_000
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
