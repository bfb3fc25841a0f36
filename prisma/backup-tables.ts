import pg from "pg"

/** One table of a backup. */
export type BackupTable = {
  readonly name: string
  /** How many rows are read at once. A body has up to 1 MiB: 16 of them are some tens of megabytes at worst. */
  readonly page: number
  /** Whether a restore is refused where it has a row. What is in the others is the intake's bookkeeping, which a restore replaces. */
  readonly isTruth: boolean
  /** The column that tells which of its rows, where the others can be computed. */
  readonly only?: string
}

/**
 * What a backup holds: all that cannot be computed again, a line a table. Not in it: what events and seals add up to (orders,
 * comments and split members but for the sealed ones, event_orders, projection), drafts and door tests, which live for a day at most, and whatever lets
 * somebody in by itself: sessions, known browsers, invitations; what was ended since must not begin again. The tries of
 * the intake and how far the spool is drained are in it, so that a spool kept beside a backup counts each delivery once.
 */
export const BACKUP_TABLES: readonly BackupTable[] = [
  { name: "events", page: 16, isTruth: true },
  { name: "deliveries", page: 256, isTruth: true },
  { name: "seals", page: 256, isTruth: true },
  { name: "comments", page: 256, isTruth: true, only: "sealed" },
  { name: "split_members", page: 256, isTruth: true, only: "sealed" },
  { name: "rules", page: 16, isTruth: true },
  { name: "penned", page: 64, isTruth: true },
  { name: "gaps", page: 256, isTruth: true },
  { name: "members", page: 256, isTruth: true },
  { name: "api_keys", page: 256, isTruth: true },
  { name: "audit", page: 256, isTruth: true },
  { name: "brand", page: 16, isTruth: true },
  { name: "customer_links", page: 256, isTruth: true },
  { name: "refusals", page: 256, isTruth: false },
  { name: "intake_runs", page: 256, isTruth: false },
  { name: "spool_files", page: 256, isTruth: false },
]

export type Column = { readonly name: string; readonly type: string }

const quoted = (name: string): string => pg.escapeIdentifier(name)

/** The columns that a table has in this database; none where an older schema does not know the table yet. */
export async function columnsOf(client: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [quoted(table)],
  )
  return rows
}

/**
 * Each row as one line of JSON, written by PostgreSQL itself: times keep their microseconds and big numbers their digits,
 * which they would lose as JavaScript's. Bytes are base64 without line breaks.
 */
export function selectLines({ name: table, only = "true" }: BackupTable, columns: readonly Column[]): string {
  const parts = columns.map(({ name, type }) =>
    type === "bytea" ? `translate(encode(${quoted(name)}, 'base64'), E'\\n', '') AS ${quoted(name)}` : quoted(name),
  )
  return `SELECT row_to_json(t)::text AS line FROM (SELECT ${parts.join(", ")} FROM ${quoted(table)} WHERE ${only}) AS t`
}

/** Stores an array of such lines, given as its one parameter. A column that they do not name gets its default. */
export function insertLines(table: string, columns: readonly Column[]): string {
  const names = columns.map(({ name }) => quoted(name)).join(", ")
  const values = columns.map(({ name, type }) => (type === "bytea" ? `decode(${quoted(name)}, 'base64')` : quoted(name))).join(", ")
  const types = columns.map(({ name, type }) => `${quoted(name)} ${type === "bytea" ? "text" : type}`).join(", ")
  return `INSERT INTO ${quoted(table)} (${names}) SELECT ${values} FROM json_to_recordset($1::json) AS t(${types})`
}
