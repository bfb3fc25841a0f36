import { databaseReason } from "#lib/db/database-reason.ts"
import { startEnv } from "#lib/env.ts"
import type { Env } from "#lib/read-env.ts"
import { assertCluster } from "./assert-portline.ts"
import { StartProblem, startInFolder } from "./bring-up-database.ts"

/** `signal` is aborted when somebody wants the command to end. */
export type DatabaseCommand = (url: string, signal: AbortSignal) => Promise<void>

function readCommandEnv(): Env {
  const checked = startEnv()
  if (checked.ok) return checked.env
  throw new StartProblem(checked.problems.join("\nportline: "))
}

/** An interrupt in a terminal comes twice: from the terminal, and passed on by the process that started this one. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController()
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => stopping.abort(new StartProblem("stopped.")))
  return stopping.signal
}

async function run(command: DatabaseCommand, onExisting: boolean): Promise<void> {
  const signal = stopSignal()
  const { databaseUrl, directDatabaseUrl, dataDir } = readCommandEnv()
  if (databaseUrl === null && onExisting) assertCluster(dataDir)
  const embedded = databaseUrl === null ? await startInFolder(dataDir) : null
  try {
    signal.throwIfAborted()
    await command(embedded?.url ?? directDatabaseUrl ?? databaseUrl ?? "", signal)
  } catch (error) {
    // What broke because it was to stop says nothing of its own.
    if (!(error instanceof StartProblem)) signal.throwIfAborted()
    throw error
  } finally {
    await embedded?.stop()
  }
}

/**
 * Runs a command on the database that the environment names. The embedded one is joined where a Portline runs on it;
 * otherwise it is started, and stopped afterwards; with `onExisting` only where there is one. `prepare` reads what the command is, before anything is started; null
 * where there is nothing to run. What cannot be is one line and exit 1.
 * The process ends with it: Prisma's client would keep it for ten seconds after its last transaction.
 */
export async function runOnDatabase(prepare: () => DatabaseCommand | null, { onExisting = false } = {}): Promise<never> {
  try {
    const command = prepare()
    if (command) await run(command, onExisting)
    process.exit()
  } catch (error) {
    console.error(`portline: ${error instanceof StartProblem ? error.message : databaseReason(error)}`)
    process.exit(1)
  }
}
