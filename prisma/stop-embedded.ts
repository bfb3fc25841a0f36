import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { type Place, urlFor } from "./database-place.ts"
import { findServer, isServerAlive } from "./find-server.ts"
import { probe } from "./probe.ts"
import { withStartLock } from "./start-lock.ts"

/** A start by another Portline, during which ours has no business to stop anything. */
const TURN_MS = 4_000
/** On a busy machine connections that are closed are not gone at once. */
const CLOSING_MS = 1_000
/** What a shutdown may write before the process that asked for it ends. */
const SHUTDOWN_MS = 8_000
const OTHERS = "SELECT count(*)::int AS others FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"

/** Whether another process is connected: ours has closed its connections. */
async function isUsed(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000, query_timeout: 2_000 })
  client.on("error", () => {})
  await client.connect()
  try {
    for (const deadline = performance.now() + CLOSING_MS; performance.now() < deadline; await sleep(25)) {
      const { rows } = await client.query(OTHERS)
      if (rows[0].others === 0) return false
    }
    return true
  } finally {
    await client.end()
  }
}

async function stop(place: Place): Promise<void> {
  const server = findServer(place.cluster)
  if (server.kind !== "server" || server.port === null) return
  const said = await probe(urlFor(place, server.port, "postgres"))
  // Some other program that has got its pid.
  if (said === "refused" && !server.isSure) return
  if (said === "silent") throw new Error(`it runs (process ${server.pid}) but does not answer`)
  if (said === "serving" && (await isUsed(urlFor(place, server.port, "postgres"))))
    return console.error(`portline: the embedded database (process ${server.pid}) goes on: another process uses it.`)
  process.kill(server.pid, "SIGINT")
  for (const deadline = performance.now() + SHUTDOWN_MS; isServerAlive(place.cluster, server.pid); await sleep(20))
    if (performance.now() > deadline) throw new Error(`it has been told to end (process ${server.pid}) but is still writing`)
}

/** Ends the place's server with a fast shutdown, unless another process still uses it. One that cannot be asked is left. */
export async function stopUnlessUsed(place: Place): Promise<void> {
  try {
    await withStartLock({ file: place.lock, patienceMs: TURN_MS }, () => stop(place)).catch((error: unknown) => {
      // On a full disk nobody can have the turn; the server may well live.
      if (error instanceof Error && "code" in error && error.code === "ENOSPC") return stop(place)
      throw error
    })
  } catch (error) {
    console.error(`portline: the embedded database is left as it is: ${error instanceof Error ? error.message : error}.`)
  }
}
