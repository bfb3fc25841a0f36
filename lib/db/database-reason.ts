import { errorLine } from "#lib/log.ts"

/** What a failed statement says, in one line. The rest of such an error may quote the row: it is for no log and no screen. */
export const databaseReason = errorLine

/** SQLSTATE classes of what is wrong with the data or the statement: it fails alike however often it is tried. */
const CONTENT_CLASSES = ["21", "22", "23", "42", "54", "XX"]

/** The SQLSTATE of a failed statement, wherever Prisma has put it. */
function sqlState(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return null
  const { code, originalCode, meta, cause, driverAdapterError } = error as Record<string, unknown>
  for (const one of [originalCode, code]) if (typeof one === "string" && /^[0-9A-Z]{5}$/.test(one) && !/^P\d{4}$/.test(one)) return one
  return sqlState(meta) ?? sqlState(driverAdapterError) ?? sqlState(cause)
}

/** Whether a statement failed for what it was to write, not because the database was away, full or busy. */
export function isContentProblem(error: unknown): boolean {
  const state = sqlState(error)
  return state !== null && CONTENT_CLASSES.includes(state.slice(0, 2))
}
