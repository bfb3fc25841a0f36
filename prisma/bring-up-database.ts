import { accessSync, constants } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { intakeDb } from "#lib/db/client.ts"
import { spoolFolder } from "#lib/db/spool-files.ts"
import { ClusterProblem } from "./create-cluster.ts"
import { makeFolder } from "./database-place.ts"
import { type EmbeddedDatabase, startEmbedded } from "./embedded.ts"
import { migrate } from "./migrate.ts"

/** Why a start, or a command, cannot be, in one line for the operator. */
export class StartProblem extends Error {}

function withoutPassword(url: string): string {
  const shown = new URL(url)
  return `${shown.hostname}:${shown.port || 5432}${shown.pathname}`
}

/** That nothing answers at an address, or nothing that lets us in. */
export function noAnswer(url: string, error: unknown): StartProblem {
  return new StartProblem(`the database at ${withoutPassword(url)} does not answer: ${error instanceof Error ? error.message : error}`)
}

/** A folder that cannot be used is the operator's to mend; anything else is a fault of ours and keeps its stack. */
function folderProblem(dataDir: string, error: unknown): unknown {
  if (error instanceof ClusterProblem)
    return new StartProblem(`${error.message}. DATA_DIR is "${dataDir}"; with DATABASE_URL a PostgreSQL of your own is used.`)
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (!["EACCES", "EEXIST", "ENOENT", "ENOTDIR", "EPERM", "EROFS", "ENOSPC"].includes(code)) return error
  return new StartProblem(`DATA_DIR is "${dataDir}": a folder that can be made and written is needed (${code}).`)
}

/** The embedded database of a folder. Throws where the folder cannot be used. */
export async function startInFolder(dataDir: string): Promise<EmbeddedDatabase> {
  try {
    return await startEmbedded(dataDir)
  } catch (error) {
    throw folderProblem(dataDir, error)
  }
}

/** Throws where webhooks could not be kept on disk: that is not to be found out when the database is away. */
export function assertSpool(dataDir: string): void {
  try {
    makeFolder(spoolFolder())
    accessSync(spoolFolder(), constants.W_OK | constants.X_OK)
  } catch (error) {
    throw folderProblem(dataDir, error)
  }
}

/** Why the database cannot be used yet, which a wait may end by itself. */
export type Wait = {
  /** For the log. */
  readonly reason: string
  /** For whoever asks a page: a sentence, without the database's address. */
  readonly shown: string
}

/** The database is away, or it is a newer version's, which may start here again. */
class NotYet extends Error {
  readonly wait: Wait
  readonly pauseMs: number
  constructor(wait: Wait, pauseMs: number) {
    super(wait.reason)
    this.wait = wait
    this.pauseMs = pauseMs
  }
}

const PAUSE_MS = { away: 500, wrong: 5_000 }

/** What OpenSSL says of a certificate that nobody vouches for, that is another's, or that is not in force. */
const CERTIFICATE = /CERT|_SIGNED_|UNABLE_TO_(GET|VERIFY|DECODE|DECRYPT)|^HOSTNAME_MISMATCH$/

/** Why a database refuses who asks, or for what; null where waiting may mend it. It does not mend a wrong address or password. */
function refusal(url: string, error: unknown): StartProblem | null {
  const { code = "", message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) }
  const place = `the database at ${withoutPassword(url)}`
  if (!(error instanceof pg.DatabaseError)) {
    const hint = "see sslmode and sslrootcert in docs/deploy.md"
    return CERTIFICATE.test(code) ? new StartProblem(`${place} has a certificate that is not trusted (${message}): ${hint}.`) : null
  }
  if (code === "42501")
    return new StartProblem(`${place} does not let this role make its tables (${message}): make it the owner of that database.`)
  if (code === "08P01" && message.includes("startup parameter"))
    return new StartProblem(`${place} is a pooler (${message}): set DIRECT_DATABASE_URL to the address of the database itself.`)
  return code.startsWith("28") || code === "3D000" ? noAnswer(url, error) : null
}

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

async function tryToMigrate(url: string, tell: (wait: Wait) => void, signal: AbortSignal): Promise<void> {
  const tellWait = (reason: string): void => tell({ reason: asSentence(reason), shown: asSentence(reason) })
  const result = await migrate(url, { signal, tell: tellWait }).catch((error: unknown) => {
    const refused = refusal(url, error)
    if (refused) throw refused
    const { message } = noAnswer(url, error)
    throw new NotYet({ reason: `${message}.`, shown: "The database does not answer." }, PAUSE_MS.away)
  })
  if (result.ok) return
  if (result.kind === "old_server") throw new StartProblem(result.problem)
  throw new NotYet({ reason: result.problem, shown: asSentence(result.problem) }, PAUSE_MS.wrong)
}

/**
 * Migrates the database at an address; waits for it where it does not answer, and where it is not for this version. `tell`
 * hears why, each time that the reason changes. Throws where waiting would not help, and where it is to stop.
 */
export async function migrateOnceThere(url: string, tell: (wait: Wait) => void, stopping: AbortSignal): Promise<void> {
  for (let told = ""; ; ) {
    try {
      return await tryToMigrate(url, tell, stopping)
    } catch (error) {
      if (!(error instanceof NotYet)) throw error
      if (error.message !== told) tell(error.wait)
      told = error.message
      await sleep(error.pauseMs, undefined, { signal: stopping })
    }
  }
}

/** What the database itself says of its durability: an answer of 200 is a promise that the bytes are on disk. */
export async function warnUnlessDurable(): Promise<void> {
  const [row] = await intakeDb().$queryRaw<{ fsync: string; commit: string }[]>`
    SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit`
  if (row && (row.fsync !== "on" || row.commit === "off")) {
    console.error(
      `portline: WARNING: fsync is ${row.fsync} and synchronous_commit is ${row.commit} on this database: kept events can be lost in a crash.`,
    )
  }
}
