import { errorLine } from "#lib/log.ts"

/** What a failed statement says, in one line. The rest of such an error may quote the row: it is for no log and no screen. */
export const databaseReason = errorLine

/** SQLSTATE classes of what is wrong with the data or the statement: it fails alike however often it is tried. */
const CONTENT_CLASSES = ["21", "22", "23", "42", "54", "XX"]

/** SQLSTATE classes of a connection that is lost or refused, and of a server that goes down or is not up. */
const CONNECTION_CLASSES = ["08", "57"]
/** A statement that took too long, or was told to end: the server is there. */
const CANCELLED = "57014"
/** A statement that took too long, or gave way to another: that may be the trouble of single rows. */
const WAITED_STATES = [CANCELLED, "25P03", "55P03", "40P01", "40001"]
const TIME_OUT = /time(d )?-?out|in the given time/i
/** A connection that was not made in time; one that only did not come free is another matter. */
const NOT_CONNECTED = /connection timeout/i
/** What a replica alone fails at: a statement in the way of its replay, a deadlock with that, something to write. */
const REPLICA_STATES = ["40001", "40P01", "25006"]

/** Five letters alone are a system's own word, as EPIPE is. */
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/

/** The SQLSTATE of a failed statement, wherever Prisma has put it. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return null
  const { code, originalCode, meta, cause, driverAdapterError } = error as Record<string, unknown>
  for (const one of [originalCode, code]) if (typeof one === "string" && SQLSTATE.test(one) && !/^P\d{4}$/.test(one)) return one
  return sqlState(meta) ?? sqlState(driverAdapterError) ?? sqlState(cause)
}

/** Whether a statement failed for what it was to write, not because the database was away, full or busy. */
export function isContentProblem(error: unknown): boolean {
  const state = sqlState(error)
  return state !== null && CONTENT_CLASSES.includes(state.slice(0, 2))
}

/** SQLSTATE classes of a server that is away, full, or goes down: the statement's end may not be known. */
const AWAY_CLASSES = [...CONNECTION_CLASSES, "53"]

/** Whether a server has answered that it does not carry out a statement, for what that says or meets there: nothing of it is left. */
export function isRefused(error: unknown): boolean {
  const state = sqlState(error)
  return state !== null && !AWAY_CLASSES.includes(state.slice(0, 2))
}

/** Whether a server was not to be reached, or went away. One that only takes too long is there. */
function isConnectionProblem(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== null) return state !== CANCELLED && CONNECTION_CLASSES.includes(state.slice(0, 2))
  return !TIME_OUT.test(errorLine(error))
}

/** Whether a statement took too long, or whatever failed for it, for whatever stood in its way. */
export function isWait(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== null) return WAITED_STATES.includes(state)
  return TIME_OUT.test(errorLine(error)) || (error instanceof Error && error.cause !== undefined && isWait(error.cause))
}

/** Whether no connection was to be had, of a server that is away or has none left. */
export function isUnreachable(error: unknown): boolean {
  const state = sqlState(error)
  return isConnectionProblem(error) || (state === null ? NOT_CONNECTED.test(errorLine(error)) : state.startsWith("53"))
}

/** Whether a replica failed at what the primary may answer. */
export const isReplicaProblem = (error: unknown): boolean => isUnreachable(error) || REPLICA_STATES.includes(sqlState(error) ?? "")
