import { closeSync, copyFileSync, openSync, readSync, statSync, truncateSync } from "node:fs"

const MOST_LOG_BYTES = 10 * 1024 * 1024

/** The most that is read: what a server complains of stands at the end. */
const MOST_BYTES = 16_384

export function logSize(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

/**
 * Moves a log that has grown too long aside, to where the one before was. The server writes at its end, wherever that is: it
 * may go on meanwhile, and what it writes between the two steps is lost. Never throws: who guards the server is not to fail by its log.
 */
export function boundLog(file: string): void {
  try {
    if (logSize(file) <= MOST_LOG_BYTES) return
    try {
      copyFileSync(file, `${file}.1`)
    } finally {
      // Where there is no room for two, the disk may be full of this one.
      truncateSync(file)
    }
  } catch {
    // It is looked at again in a moment.
  }
}

function readEnd(file: string, from: number): string {
  const start = Math.max(from, logSize(file) - MOST_BYTES)
  const handle = openSync(file, "r")
  try {
    const buffer = Buffer.alloc(MOST_BYTES)
    return buffer.toString("utf8", 0, readSync(handle, buffer, 0, MOST_BYTES, start))
  } finally {
    closeSync(handle)
  }
}

/** Why a server did not come up, from what it has written to its log since a place in it: its last word, or last lines. */
export function complaintSince(file: string, from: number): string {
  const lines = readEnd(file, from).trimEnd().split("\n")
  return lines.findLast((line) => /\b(FATAL|PANIC):/.test(line)) ?? lines.slice(-3).join(" | ")
}
