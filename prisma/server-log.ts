import { closeSync, openSync, readSync, statSync } from "node:fs"

/** The most that is read: what a server complains of stands at the end. */
const MOST_BYTES = 16_384

export function logSize(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
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
