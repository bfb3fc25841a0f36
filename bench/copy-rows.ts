import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import pg from "pg"
import { from } from "pg-copy-streams"

/** A value of a column; arrays hold UUIDs, numbers or text. */
export type CopyValue = string | number | boolean | Uint8Array | null | readonly string[]
/** Rows by column: as many values each. */
export type Columns = Readonly<Record<string, readonly CopyValue[]>>

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" }
const escaped = (text: string): string => (/[\\\n\r\t]/.test(text) ? text.replace(/[\\\n\r\t]/g, (char) => ESCAPES[char] ?? char) : text)
const element = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`

/** As COPY's text format has it. */
function field(value: CopyValue): string {
  if (value === null) return "\\N"
  if (typeof value === "string") return escaped(value)
  if (typeof value === "number" || typeof value === "boolean") return String(value)
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`
  return escaped(`{${value.map(element).join(",")}}`)
}

const LINES_A_CHUNK = 500

function* linesOf(columns: readonly (readonly CopyValue[])[]): Generator<string> {
  const rows = columns[0]?.length ?? 0
  for (let first = 0; first < rows; first += LINES_A_CHUNK) {
    let text = ""
    for (let row = first; row < Math.min(first + LINES_A_CHUNK, rows); row++)
      text += `${columns.map((column) => field(column[row] ?? null)).join("\t")}\n`
    yield text
  }
}

/** Stores rows by COPY, as they are. */
export async function copyRows(client: pg.Client, table: string, columns: Columns): Promise<void> {
  const names = Object.keys(columns).map((name) => pg.escapeIdentifier(name))
  const target = client.query(from(`COPY ${pg.escapeIdentifier(table)} (${names.join(", ")}) FROM STDIN`))
  await pipeline(Readable.from(linesOf(Object.values(columns))), target)
}
