import { setTimeout as sleep } from "node:timers/promises"
import { openPatientDb } from "#lib/db/client.ts"
import { log, outsideRequests } from "#lib/log.ts"
import { projectLeftOver } from "./rebuild-orders.ts"

/** It has failed just now: what kept it from being done may last for a moment. */
const PAUSE_MS = { first: 1_000, most: 30_000 }

type Runner = { running: Promise<void> | null; isAskedAgain: boolean; readonly stopping: AbortController }

/** One a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineLeftOver?: Runner }
holder.portlineLeftOver ??= { running: null, isAskedAgain: false, stopping: new AbortController() }
const runner = holder.portlineLeftOver

/** Brings orders up to date whose events were kept without that, on a patient connection. Returns how many were behind. */
export async function bringUpLeftOver(): Promise<number> {
  const db = openPatientDb()
  const behind = await projectLeftOver(db).finally(() => db.$disconnect())
  if (behind > 0) log.info({ orders: behind }, "Orders brought up to date whose events were kept before.")
  return behind
}

async function run(): Promise<void> {
  const { signal } = runner.stopping
  for (let pause = PAUSE_MS.first; !signal.aborted; pause = Math.min(pause * 2, PAUSE_MS.most)) {
    await sleep(pause, undefined, { ref: false, signal }).catch(() => {})
    if (signal.aborted) return
    runner.isAskedAgain = false
    try {
      await bringUpLeftOver()
      if (!runner.isAskedAgain) return
    } catch (error) {
      log.error({ err: error }, "Orders are behind their events; it is tried again.")
    }
  }
}

/** Some events were kept that their orders do not know: these are brought up to date behind everything else, until it is done. */
export function projectSoon(): void {
  runner.isAskedAgain = true
  runner.running ??= outsideRequests(run).finally(() => {
    runner.running = null
    // What was kept while the last look was ending is not seen by it.
    if (runner.isAskedAgain && !runner.stopping.signal.aborted) projectSoon()
  })
}

/** Begins no more of it; the next start goes on. */
export async function stopProjecting(patienceMs: number): Promise<void> {
  runner.stopping.abort()
  await Promise.race([runner.running, sleep(patienceMs, undefined, { ref: false })])
}
