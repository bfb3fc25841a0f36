import { setTimeout as sleep } from "node:timers/promises"
import { type Place, urlFor } from "./database-place.ts"
import { type Found, findServer } from "./find-server.ts"
import { type Probe, probe } from "./probe.ts"

export type Server = { readonly pid: number; readonly port: number }
/** How long to wait (a moment in ms since 1970), and what ends the waiting before. */
export type Waiting = { readonly place: Place; readonly deadline: number; readonly signal: AbortSignal | undefined }

type LiveServer = Extract<Found, { kind: "server" }>

const LOOK_MS = 50
const ANSWERS: Record<Probe, string> = {
  serving: "is up",
  starting: "is still recovering, or ending",
  silent: "does not answer",
  refused: "does not listen",
}

function hasChanged(now: Found, server: LiveServer): boolean {
  return now.kind !== "server" || now.pid !== server.pid || now.port !== server.port
}

/**
 * Waits for a server that runs already: a second one must not be tried, however long this one recovers or is frozen. Null
 * once it is gone; also where it does not listen and may be some other program that has got its pid.
 */
export async function joinServer(server: LiveServer, { place, deadline, signal }: Waiting): Promise<Server | null> {
  const { pid, port, isSure } = server
  for (let told: Probe = "serving"; ; ) {
    const said = port === null ? "refused" : await probe(urlFor(place, port, "postgres"))
    if (said === "serving" && port !== null) return { pid, port }
    if (hasChanged(findServer(place.cluster), server) || (said === "refused" && !isSure)) return null
    const what = `the embedded PostgreSQL: it runs (process ${pid}) but ${ANSWERS[said]}.`
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`)
    // A server that has just begun does not listen for a moment: not worth a line.
    if (said !== told && said !== "refused") {
      console.log(`portline: waiting for ${what}`)
      told = said
    }
    await sleep(LOOK_MS, undefined, { signal })
  }
}
