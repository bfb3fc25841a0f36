import {
  type BackupHeader,
  type BackupManifest,
  BackupProblem,
  FORMAT_VERSION,
  formatVersionOf,
  isControlLine,
  newTally,
  parseControlLine,
  type Tally,
} from "./backup-format.ts"

/** Some rows of one table, each as the JSON text of its columns. */
export type Rows = { readonly table: string; readonly columns: readonly string[]; readonly lines: readonly string[] }

type Section = { readonly table: string; readonly columns: readonly string[]; readonly tally: Tally; lines: string[]; length: number }

/** How many rows, and characters of them, are given at once; one row may be longer. */
const PIECE = { rows: 500, length: 1024 * 1024 }

const damaged = (what: string): BackupProblem => new BackupProblem(`is damaged: ${what}.`)

/** Reads a backup's first line. Throws a BackupProblem where it is none that this version can restore. */
export async function readHeader(lines: AsyncGenerator<string>): Promise<BackupHeader> {
  const { value: line } = await lines.next()
  const version = typeof line === "string" ? formatVersionOf(line) : null
  if (version === null) throw new BackupProblem("is no backup of Portline.")
  if (version > FORMAT_VERSION)
    throw new BackupProblem(`was made by a newer Portline: its format is ${version}, this one reads ${FORMAT_VERSION}.`)
  const header = parseControlLine(line)
  if (header?.portline !== "backup") throw damaged("its first line cannot be read")
  return header
}

/** Each table's rows and hash, against what was read. */
function checkManifest(manifest: BackupManifest, tallies: ReadonlyMap<string, Tally>): void {
  for (const name of new Set([...Object.keys(manifest), ...tallies.keys()])) {
    const [said, read] = [manifest[name], tallies.get(name)]
    if (said?.rows !== read?.rows)
      throw damaged(`its manifest counts ${said?.rows ?? "no"} rows of ${name}, and there are ${read?.rows ?? "none"}`)
    if (said?.sha256 !== read?.hash.digest("hex")) throw damaged(`the rows of ${name} do not have the hash that its manifest gives`)
  }
}

function beginSection(line: string, tallies: Map<string, Tally>): Section {
  const control = parseControlLine(line)
  if (control?.portline !== "table" || tallies.has(control.name)) throw damaged("a line between its tables cannot be read")
  const tally = newTally(`${line}\n`)
  tallies.set(control.name, tally)
  return { table: control.name, columns: control.columns, tally, lines: [], length: 0 }
}

function takeRow(section: Section, line: string): void {
  section.tally.rows++
  section.tally.hash.update(line).update("\n")
  section.lines.push(line)
  section.length += line.length
}

/** What has gathered of a table. */
function* takePiece(section: Section | null): Generator<Rows> {
  if (!section || section.lines.length === 0) return
  const { table, columns, lines } = section
  section.lines = []
  section.length = 0
  yield { table, columns, lines }
}

/**
 * The rows that follow a backup's first line, in pieces. Ends only after the manifest has been found right and nothing
 * follows it; throws a BackupProblem otherwise. So what was done with the rows counts only once it has ended.
 */
export async function* readRows(lines: AsyncGenerator<string>): AsyncGenerator<Rows> {
  const tallies = new Map<string, Tally>()
  let section: Section | null = null
  for await (const line of lines) {
    if (isControlLine(line)) {
      yield* takePiece(section)
      const end = parseControlLine(line)
      if (end?.portline === "end") {
        checkManifest(end.tables, tallies)
        if (!(await lines.next()).done) throw damaged("something follows its manifest")
        return
      }
      section = beginSection(line, tallies)
    } else if (section) {
      takeRow(section, line)
      if (section.lines.length >= PIECE.rows || section.length >= PIECE.length) yield* takePiece(section)
    } else throw damaged("a row of it belongs to no table")
  }
  throw new BackupProblem("is cut off: it ends before its manifest.")
}
