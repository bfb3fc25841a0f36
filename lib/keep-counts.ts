import { setTimeout as sleep } from "node:timers/promises"
import { writeDb } from "#lib/db/client.ts"
import { sumFacets } from "#lib/db/sum-facets.ts"
import { log } from "./log.ts"

const PAUSE_MS = 3_000

/** Keeps the counts of orders short, for as long as it serves. */
export function startSumming(): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      // The database may be away: the counts are right all the same, and summed up later.
      await sumFacets(writeDb()).catch((error: unknown) => log.debug({ err: error }, "The counts of orders were not summed up."))
      await sleep(PAUSE_MS, undefined, { ref: false, signal }).catch(() => {})
    }
  }
  const running = run()
  const stop = async (): Promise<void> => {
    stopping.abort()
    await Promise.race([running, sleep(PAUSE_MS, undefined, { ref: false })])
  }
  return { stop }
}
