import type pg from "pg"
import { MARK_REUSED_IDS } from "#lib/db/reused-ids.ts"
import { BackupProblem } from "./backup-format.ts"
import { BACKUP_TABLES, columnsOf, insertLines } from "./backup-tables.ts"
import { StartProblem } from "./bring-up-database.ts"
import { readHashMending } from "./mend-hashes.ts"
import type { Rows } from "./read-backup.ts"

const BUSY_MS = 10_000

/** Throws where one of the tables that hold the truth has a row. A table that is not there yet has none. */
export async function refuseTruth(client: pg.Client): Promise<void> {
  for (const { name, isTruth } of BACKUP_TABLES) {
    if (!isTruth || (await columnsOf(client, name)).length === 0) continue
    const { rowCount } = await client.query(`SELECT 1 FROM ${name} LIMIT 1`)
    if (rowCount !== 0) throw new StartProblem(`this database is not empty: it has ${name}. A backup is restored into an empty one only.`)
  }
}

/** They lock each id that is kept, to tell of two writers: more than there can be locks, and here nobody else writes. */
const setMarking = (client: pg.Client, verb: "DISABLE" | "ENABLE"): Promise<unknown> =>
  client.query(`ALTER TABLE events ${verb} TRIGGER events_added_ids, ${verb} TRIGGER events_changed_ids`)

/**
 * Holds the tables against all writers until the transaction ends, so that an empty one stays empty. A Portline that
 * runs on this database cannot store meanwhile: it spools what comes, as in any outage, and drains it afterwards.
 */
export async function holdEmptyTables(client: pg.Client): Promise<void> {
  await client.query(`SET LOCAL lock_timeout = ${BUSY_MS}`)
  await client.query(`LOCK TABLE ${BACKUP_TABLES.map(({ name }) => name).join(", ")} IN EXCLUSIVE MODE`)
  await client.query("SET LOCAL lock_timeout = 0")
  await refuseTruth(client)
  for (const { name, isTruth } of BACKUP_TABLES) if (!isTruth) await client.query(`DELETE FROM ${name}`)
  await setMarking(client, "DISABLE")
}

/** PostgreSQL's classes for a value that is not of its type, and for one that breaks a constraint. */
const isContentProblem = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && /^2[23]/.test(error.code)

async function insertSql(client: pg.Client, { table, columns }: Rows): Promise<string> {
  const known = BACKUP_TABLES.some(({ name }) => name === table) ? await columnsOf(client, table) : []
  const wanted = known.filter(({ name }) => columns.includes(name))
  if (wanted.length !== columns.length) throw new BackupProblem(`holds what this version does not know: ${table} (${columns.join(", ")}).`)
  return insertLines(table, wanted)
}

/** Stores all rows. Returns how many of each table. */
export async function storeRows(client: pg.Client, pieces: AsyncIterable<Rows>): Promise<Map<string, number>> {
  const stored = new Map<string, number>()
  const statements = new Map<string, string>()
  for await (const piece of pieces) {
    const sql = statements.get(piece.table) ?? (await insertSql(client, piece))
    statements.set(piece.table, sql)
    await client.query(sql, [`[${piece.lines.join(",")}]`]).catch((error: unknown) => {
      throw isContentProblem(error) ? new BackupProblem(`is damaged: a row of ${piece.table} cannot be stored.`) : error
    })
    stored.set(piece.table, (stored.get(piece.table) ?? 0) + piece.lines.length)
  }
  return stored
}

/**
 * What the orders are worked out from, and that they are not yet: a start that finds no projection's version works them
 * out. The planner is told how much there is now, since it was told last of empty tables.
 */
export async function prepareOrders(client: pg.Client): Promise<void> {
  await client.query(await readHashMending())
  await client.query(MARK_REUSED_IDS)
  await setMarking(client, "ENABLE")
  await client.query("INSERT INTO event_orders (order_id, event_key) SELECT unnest(order_ids), key FROM events ORDER BY 1, 2")
  await client.query("DELETE FROM projection")
  await client.query("ANALYZE events, event_orders, deliveries, comments, split_members, seals")
}
