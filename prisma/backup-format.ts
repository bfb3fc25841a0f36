import { createHash, type Hash } from "node:crypto"
import { z } from "zod"

/**
 * A backup is gzip of JSON lines. A control line begins with `{"portline":`, any other one is a row of the table that
 * was named last:
 *
 *   {"portline":"backup","version":1,"migration":"2026…_name","at":"2026-11-26T10:00:00.000Z"}
 *   {"portline":"table","name":"events","columns":["key", …]}
 *   {"key":"…","raw":"base64", …}
 *   {"portline":"end","tables":{"events":{"rows":1,"sha256":"hex"}, …}}
 *
 * The last line is the manifest: how many rows each table has, and the SHA-256 over its lines, from the one that names
 * it to its last row, each with its line feed. A file without it is cut off.
 */
export const FORMAT_VERSION = 1

const header = z.object({ portline: z.literal("backup"), version: z.number(), migration: z.string(), at: z.string() })
const table = z.object({ portline: z.literal("table"), name: z.string(), columns: z.array(z.string()).min(1) })
const end = z.object({
  portline: z.literal("end"),
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
})
const begin = z.object({ portline: z.literal("backup"), version: z.number() })

export type BackupHeader = z.infer<typeof header>
export type BackupManifest = z.infer<typeof end>["tables"]
type ControlLine = BackupHeader | z.infer<typeof table> | z.infer<typeof end>

const CONTROL = '{"portline":'
const controlLine = z.union([header, table, end])

/** Why a file cannot be restored, as the rest of a sentence that begins with its name. */
export class BackupProblem extends Error {}

export const isControlLine = (line: string): boolean => line.startsWith(CONTROL)

export function formatControlLine(line: ControlLine): string {
  return `${JSON.stringify(line)}\n`
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Null: it is no control line of this version. */
export function parseControlLine(line: string): ControlLine | null {
  return controlLine.safeParse(jsonOf(line)).data ?? null
}

/** The version of the format that a first line names, whatever else a later version may say there; null for no backup. */
export function formatVersionOf(line: string): number | null {
  return begin.safeParse(jsonOf(line)).data?.version ?? null
}

/** One table's part of the manifest, while its lines go by. */
export type Tally = { rows: number; readonly hash: Hash }

/** Begins with the line that names the table. */
export function newTally(tableLine: string): Tally {
  return { rows: 0, hash: createHash("sha256").update(tableLine) }
}
