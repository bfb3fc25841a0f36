import { BackupProblem } from "./backup-format.ts"

/** A row has a body of 1 MiB in base64, and texts out of it: what is longer is no line of a backup. */
const LONGEST_LINE = 16 * 1024 * 1024
const LINE_FEED = 10

/** What gunzip says, in the words of one who restores; any other error as it is. */
export function asBackupProblem(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (code === "Z_BUF_ERROR") return new BackupProblem("is cut off.")
  if (!code.startsWith("Z_")) return error
  const isNoGzip = error instanceof Error && error.message.includes("header")
  return new BackupProblem(isNoGzip ? "is no backup of Portline." : "is damaged: it cannot be unpacked to its end.")
}

/**
 * The lines of what gunzip gives, without their line feeds: readline would also cut at U+2028, which may stand in a
 * text. Holds one line at a time.
 */
export async function* unpackLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let parts: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    let from = 0
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      yield Buffer.concat([...parts, chunk.subarray(from, at)]).toString()
      parts = []
      length = 0
      from = at + 1
    }
    parts.push(chunk.subarray(from))
    length += chunk.length - from
    if (length > LONGEST_LINE) throw new BackupProblem("is damaged: a line of it does not end.")
  }
  if (length > 0) throw new BackupProblem("is cut off: it ends within a line.")
}
