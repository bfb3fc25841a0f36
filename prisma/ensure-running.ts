import type { ChildProcess } from "node:child_process"
import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import { type Place, urlFor } from "./database-place.ts"
import { endOrphans } from "./end-orphans.ts"
import { findServer, isServerAlive } from "./find-server.ts"
import { freePortLike } from "./free-port.ts"
import { joinServer, type Server } from "./join-server.ts"
import { type Command, launchPostgres } from "./launch-postgres.ts"
import { clearPidFile, lastPort } from "./pid-file.ts"
import { probe } from "./probe.ts"
import { boundLog, complaintSince, logSize } from "./server-log.ts"

/** What is to run. Without a port any will do. Aborting ends the waiting, and the server that was started by it. */
export type Wanted = { readonly place: Place; readonly command: Command; readonly port: number | null; readonly signal?: AbortSignal }

/** A server that was started, or in one line why it has ended. */
type Outcome = { readonly ok: true; readonly server: Server } | { readonly ok: false; readonly complaint: string }

const START_TIMEOUT_MS = 120_000
/** How long a refusal to be a second server is taken for one that ends by itself. */
const REFUSED_MS = 15_000
const REFUSAL = /lock file .* (is empty|already exists)|bogus data in lock file|shared memory block .* still in use/
const LOOK_MS = 50

const hasEnded = (child: ChildProcess): boolean => child.pid === undefined || child.exitCode !== null || child.signalCode !== null

async function endChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, "exit")
  child.kill("SIGINT")
  await Promise.race([ended, sleep(3_000, undefined, { ref: false })])
}

/** Starts a server and waits until it answers. */
async function start({ place, command, port: wanted, signal }: Wanted, deadline: number): Promise<Outcome> {
  // The same port as before, wherever it is free: other Portlines that share the folder hold to it.
  const port = wanted ?? (await freePortLike(lastPort(place.cluster)))
  boundLog(place.log)
  const logged = logSize(place.log)
  const child = launchPostgres(place, { command, port })
  while (!hasEnded(child)) {
    if ((await probe(urlFor(place, port, "postgres"))) === "serving") return { ok: true, server: { pid: child.pid ?? 0, port } }
    if (signal?.aborted) await endChild(child)
    signal?.throwIfAborted()
    if (performance.now() > deadline) throw new Error("The embedded PostgreSQL is still recovering: see its log, and start again.")
    await sleep(LOOK_MS)
  }
  return { ok: false, complaint: complaintSince(place.log, logged) }
}

/** The server that runs on the cluster, once it answers; null once nothing lives that would keep a new one from starting. */
async function joinOrClear({ place, signal }: Wanted, deadline: number): Promise<Server | null> {
  for (;;) {
    signal?.throwIfAborted()
    const found = findServer(place.cluster)
    if (found.kind === "orphans") await endOrphans(place.cluster, found.pids)
    const joined = found.kind === "server" ? await joinServer(found, { place, deadline, signal }) : null
    if (joined) return joined
    const isLeftToPostgres = found.kind === "server" && !found.isSure && isServerAlive(place.cluster, found.pid)
    if (found.kind !== "nobody" && !isLeftToPostgres) continue
    clearPidFile(place.cluster, { isSure: found.isSure })
    return null
  }
}

/**
 * A server on the place's cluster that answers: the one that runs, or a new one once nothing of a former one lives. To be
 * called by one at a time (the start lock). Throws where a new one ends, and where none answers within two minutes.
 */
export async function ensureRunning(wanted: Wanted): Promise<Server> {
  const begun = performance.now()
  for (;;) {
    const joined = await joinOrClear(wanted, begun + START_TIMEOUT_MS)
    if (joined) return joined
    const outcome = await start(wanted, begun + START_TIMEOUT_MS)
    if (outcome.ok) return outcome.server
    if (!REFUSAL.test(outcome.complaint) || performance.now() > begun + REFUSED_MS)
      throw new Error(`The embedded PostgreSQL did not start (${wanted.place.log}): ${outcome.complaint}`)
    await sleep(500, undefined, { signal: wanted.signal })
  }
}
