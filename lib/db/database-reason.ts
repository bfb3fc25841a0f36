/** What a failed statement says, in one line. The rest of such an error may quote the row, and so a body: it is for no log. */
export function databaseReason(error: unknown): string {
  return error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? error.name) : String(error)
}
