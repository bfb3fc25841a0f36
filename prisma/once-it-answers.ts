import { setTimeout as sleep } from "node:timers/promises"
import { databaseReason, isContentProblem, isRefused } from "#lib/db/database-reason.ts"
import { log } from "#lib/log.ts"

const PAUSE_MS = 500

/**
 * Does what a Portline that listens has left to do at its database. That may go away at any moment: an outage, which is told
 * once a reason and waited for. It is left undone where it is to stop, and where the database refuses it, which it would again.
 */
export async function onceItAnswers(deed: () => Promise<void>, stopping: AbortSignal): Promise<void> {
  for (let told = ""; !stopping.aborted; ) {
    try {
      return await deed()
    } catch (error) {
      if (isRefused(error) || isContentProblem(error))
        return log.error({ err: error }, "The database refuses what is left to do at the start.")
      const reason = databaseReason(error)
      if (reason !== told) log.error({ err: error }, "The database was lost while Portline started: it is tried again.")
      told = reason
      await sleep(PAUSE_MS, undefined, { signal: stopping }).catch(() => {})
    }
  }
}
