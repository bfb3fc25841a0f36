import { setTimeout as sleep } from "node:timers/promises"
import { openPatientDb } from "#lib/db/client.ts"
import { bringProjectionUp } from "#lib/intake/bring-projection-up.ts"
import { bringUpLeftOver } from "#lib/intake/project-soon.ts"
import { retryAllQuarantined } from "#lib/intake/quarantine.ts"
import { reverifyPen } from "#lib/intake/release-penned.ts"
import { log } from "./log.ts"

const PATIENCE_MS = 3_000
const RETRY_MS = { first: 1_000, most: 60_000 }

async function freePenned(): Promise<void> {
  const { released } = await reverifyPen("other_keys")
  if (released > 0) log.info({ released }, "Bodies in the pen are authentic by the keys that are set now: released.")
}

async function writeAnew(): Promise<void> {
  const db = openPatientDb()
  const moved = await bringProjectionUp(db).finally(() => db.$disconnect())
  if (moved > 0) log.info({ orders: moved }, "Orders written anew, as this version has them.")
}

async function projectBehind(): Promise<void> {
  await bringUpLeftOver()
}

async function understandMore(): Promise<void> {
  // A late event of a long order takes longer than the door has time for.
  const db = openPatientDb()
  const understood = await retryAllQuarantined(db, "older").finally(() => db.$disconnect())
  if (understood > 0) log.info({ events: understood }, "Quarantined events are understood now.")
}

type Step = () => Promise<void>
const STEPS: readonly Step[] = [freePenned, writeAnew, projectBehind, understandMore]

/** Goes through these steps; one that fails costs the others nothing. Returns those that are to be tried again. */
async function takeSteps(steps: readonly Step[], stopping: AbortSignal): Promise<Step[]> {
  const left: Step[] = []
  for (const step of steps) {
    try {
      if (stopping.aborted) left.push(step)
      else await step()
    } catch (error) {
      if (!stopping.aborted) log.error({ err: error, step: step.name }, "Catching up failed; it is tried again.")
      left.push(step)
    }
  }
  return left
}

/** Until all is done, or to stop: the database may be lost meanwhile, and come back. Says after the first round whether all was. */
async function catchUp(stopping: AbortSignal, say: (isDone: boolean) => void): Promise<void> {
  let left = await takeSteps(STEPS, stopping)
  say(left.length === 0)
  for (let pause = RETRY_MS.first; left.length > 0 && !stopping.aborted; pause = Math.min(pause * 2, RETRY_MS.most)) {
    await sleep(pause, undefined, { ref: false, signal: stopping }).catch(() => {})
    left = await takeSteps(left, stopping)
  }
}

/**
 * Does, behind the serving, what an earlier run left undone and what an upgrade or another key may understand now. To be
 * stopped before the database is: a step that asks for it afterwards would connect anew and keep it from ending. `done` tells
 * whether all of it was done at the first try.
 */
export function startCatchingUp(): { readonly done: Promise<boolean>; readonly stop: () => Promise<void> } {
  const stopping = new AbortController()
  const { promise: done, resolve } = Promise.withResolvers<boolean>()
  const running = catchUp(stopping.signal, resolve)
  const stop = async (): Promise<void> => {
    stopping.abort()
    await Promise.race([running, sleep(PATIENCE_MS, undefined, { ref: false })])
  }
  return { done, stop }
}
