import type pg from "pg"
import { type BackupManifest, FORMAT_VERSION, formatControlLine, newTally } from "./backup-format.ts"
import { BACKUP_TABLES, type BackupTable, columnsOf, selectLines } from "./backup-tables.ts"

/** The rows of one table as text, a page at a time. The cursor reads on only when it is asked to. */
async function* readPages(client: pg.Client, select: string, page: number): AsyncGenerator<readonly string[]> {
  await client.query(`DECLARE backup_rows NO SCROLL CURSOR FOR ${select}`)
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`FETCH ${page} FROM backup_rows`)
    if (rows.length === 0) break
    yield rows.map(({ line }) => line)
  }
  await client.query("CLOSE backup_rows")
}

async function* readTable(client: pg.Client, table: BackupTable, manifest: BackupManifest): AsyncGenerator<string> {
  const { name, page } = table
  const columns = await columnsOf(client, name)
  const { only } = table
  if (columns.length === 0 || (only !== undefined && !columns.some((column) => column.name === only))) return
  const tableLine = formatControlLine({ portline: "table", name, columns: columns.map((column) => column.name) })
  const tally = newTally(tableLine)
  yield tableLine
  for await (const lines of readPages(client, selectLines(table, columns), page)) {
    const text = `${lines.join("\n")}\n`
    tally.rows += lines.length
    tally.hash.update(text)
    yield text
  }
  manifest[name] = { rows: tally.rows, sha256: tally.hash.digest("hex") }
}

/**
 * The whole text of a backup, within a transaction that sees one snapshot; `manifest` is filled on the way.
 *
 * Memory is constant: at any moment there is one page of one table here and what the streams after it hold at most. A
 * cursor of PostgreSQL's goes through the table once, in the order in which it lies on disk, and keeps neither rows nor
 * a sorted copy; who reads slowly stops it. A million events more take time, not memory.
 */
export async function* backupLines(client: pg.Client, migration: string, manifest: BackupManifest): AsyncGenerator<string> {
  yield formatControlLine({ portline: "backup", version: FORMAT_VERSION, migration, at: new Date().toISOString() })
  for (const table of BACKUP_TABLES) yield* readTable(client, table, manifest)
  yield formatControlLine({ portline: "end", tables: manifest })
}
