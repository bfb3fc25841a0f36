import pg from "pg"

type Index = { readonly table: string; readonly name: string; readonly drop: string; readonly create: string }

const TABLES = ["events", "deliveries", "event_orders", "orders", "comments", "split_members"]

/** Every primary key and index of the tables that are filled, as the statements that take it away and make it again. */
async function readIndexes(client: pg.Client): Promise<Index[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string; is_key: boolean }>(
    `SELECT t.relname AS table, i.relname AS name, pg_get_indexdef(x.indexrelid) AS definition, x.indisprimary AS is_key
     FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
     WHERE t.relname = ANY($1) ORDER BY 1, 2`,
    [TABLES],
  )
  return rows.map(({ table, name, definition, is_key }) => {
    const [of, index] = [pg.escapeIdentifier(table), pg.escapeIdentifier(name)]
    const asKey = `; ALTER TABLE ${of} ADD CONSTRAINT ${index} PRIMARY KEY USING INDEX ${index}`
    return {
      table,
      name,
      drop: is_key ? `ALTER TABLE ${of} DROP CONSTRAINT ${index}` : `DROP INDEX ${index}`,
      create: `${definition}${is_key ? asKey : ""}`,
    }
  })
}

/** They look for rows by keys that are not there while the indexes are aside; what they would mark comes with the rows, or once those are there. */
const MARKS = [
  ["split_members", "splits_added"],
  ["events", "events_added_ids"],
  ["orders", "orders_added_marked"],
] as const

/** Rows go in without indexes, which are then built in one go: each row by itself would cost them many times that. */
export async function withoutIndexes(url: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "bench:load" })
  await client.connect()
  try {
    const indexes = await readIndexes(client)
    await client.query(indexes.map(({ drop }) => drop).join("; "))
    const marks = (verb: string): string => MARKS.map(([table, name]) => `ALTER TABLE ${table} ${verb} TRIGGER ${name}`).join("; ")
    await client.query(marks("DISABLE"))
    await work()
    await client.query(marks("ENABLE"))
    await client.query("SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 2")
    for (const { create } of indexes) await client.query(create)
    for (const table of TABLES) await client.query(`VACUUM (ANALYZE) ${pg.escapeIdentifier(table)}`)
  } finally {
    await client.end()
  }
}
