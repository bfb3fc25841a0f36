import { setTimeout as sleep } from "node:timers/promises"
import type { Place } from "./database-place.ts"
import { ensureRunning } from "./ensure-running.ts"
import { isServerAlive } from "./find-server.ts"
import type { Server } from "./join-server.ts"
import type { Command } from "./launch-postgres.ts"
import { boundLog } from "./server-log.ts"
import { withStartLock } from "./start-lock.ts"

/** The server to guard, whoever has started it, and what starts it again. */
export type Guarded = { readonly place: Place; readonly command: Command; readonly server: Server }
export type Guardian = { readonly stop: () => Promise<void> }

const LOOK_MS = 250
const RETRY_MS = { first: 250, most: 5_000 }

/** What a failure is whatever its times and process ids: the same one, tried again, is no news. */
const kindOf = (message: string): string => message.replace(/\d+/g, "")

async function startAgain({ place, command, server }: Guarded, signal: AbortSignal): Promise<Server> {
  const again = await withStartLock({ file: place.lock, signal }, () => ensureRunning({ place, command, port: server.port, signal }))
  if (again.port === server.port) return again
  throw new Error(`Another Portline has started it on port ${again.port}, since ${server.port} was taken: start this one again.`)
}

/** Tries until it runs again, on the same port: pools and workers hold to its address. Null: told to stop. */
async function bringBack(guarded: Guarded, signal: AbortSignal): Promise<Server | null> {
  const begun = Date.now()
  console.error(`portline: the embedded database (process ${guarded.server.pid}) has ended: starting it again.`)
  let told = ""
  for (let pause = RETRY_MS.first; !signal.aborted; pause = Math.min(pause * 2, RETRY_MS.most)) {
    try {
      const server = await startAgain(guarded, signal)
      console.log(`portline: the embedded database answers again, ${Math.ceil((Date.now() - begun) / 1000)} s later.`)
      return server
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      if (!signal.aborted && kindOf(message) !== told) console.error(`portline: the embedded database is tried until it starts: ${message}`)
      told = kindOf(message)
    }
    await sleep(pause, undefined, { signal }).catch(() => {})
  }
  return null
}

/** A look that fails (no file handle left, say) is none: it tells nothing of the server. */
function isDead({ place, server }: Guarded): boolean {
  try {
    return !isServerAlive(place.cluster, server.pid)
  } catch {
    return false
  }
}

async function guard({ server: first, ...rest }: Guarded, signal: AbortSignal): Promise<void> {
  let server: Server | null = first
  while (server && !signal.aborted) {
    if (isDead({ ...rest, server })) server = await bringBack({ ...rest, server }, signal)
    else {
      boundLog(rest.place.log)
      await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {})
    }
  }
}

/**
 * Starts the server again whenever it is dead: killed, out of memory, its disk full. One that is alive but frozen is left
 * alone. Several Portlines on one folder may all guard it: the start lock lets one start it, the others find it running.
 */
export function guardDatabase(guarded: Guarded): Guardian {
  const stopping = new AbortController()
  const running = guard(guarded, stopping.signal)
  const stop = async (): Promise<void> => {
    stopping.abort()
    await running
  }
  return { stop }
}
