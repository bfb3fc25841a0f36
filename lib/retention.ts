import { setTimeout as sleep } from "node:timers/promises"
import { recordDeed } from "#lib/access/audit.ts"
import { openPatientDb } from "#lib/db/client.ts"
import { pruneBodies } from "#lib/intake/prune-bodies.ts"
import { log } from "./log.ts"

const DAY_MS = 24 * 3_600_000
const PAUSE_MS = DAY_MS / 4
/** As the audit names what Portline does by itself. */
const PORTLINE = { id: null, name: "Portline", address: null }

async function prune(days: number, signal: AbortSignal): Promise<void> {
  const db = openPatientDb()
  try {
    const pruned = await pruneBodies(db, new Date(Date.now() - days * DAY_MS), signal)
    const { bodies, orders, quarantined, penned } = pruned
    if (bodies + quarantined + penned === 0) return
    const detail = `older than ${days} days: ${bodies} bodies, ${quarantined} quarantined, ${penned} in the pen; ${orders} orders sealed`
    await recordDeed(db, PORTLINE, { action: "bodies_deleted", detail })
    log.info(pruned, "Bodies were deleted for their age.")
  } finally {
    await db.$disconnect()
  }
}

/** Deletes bodies by age, once at start, after `ready`, and four times a day. */
export function startRetention(days: number, ready: Promise<void>): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const run = async (): Promise<void> => {
    await ready
    while (!signal.aborted) {
      await prune(days, signal).catch((error: unknown) => {
        if (!signal.aborted) log.error({ err: error }, "Bodies could not be deleted for their age; it is tried again in 6 hours.")
      })
      await sleep(PAUSE_MS, undefined, { ref: false, signal }).catch(() => {})
    }
  }
  const running = run()
  const stop = async (): Promise<void> => {
    stopping.abort()
    await Promise.race([running, sleep(3_000, undefined, { ref: false })])
  }
  return { stop }
}
