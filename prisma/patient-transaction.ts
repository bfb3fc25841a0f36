import pg from "pg"
import { noAnswer } from "./bring-up-database.ts"

/** What may end a long transaction from the database's own settings; `transaction_timeout` is there from PostgreSQL 17 on. */
const TIMEOUTS = ["statement_timeout", "idle_in_transaction_session_timeout", "transaction_timeout"]

/**
 * One transaction on a connection of its own that may take hours: no time limit holds for it, and for it only. It is
 * rolled back where `work` throws.
 */
export async function inPatientTransaction<T>(url: string, mode: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "portline",
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  // A connection that breaks between two statements is told of by the next one.
  client.on("error", () => {})
  await client.connect().catch((error: unknown) => {
    throw noAnswer(url, error)
  })
  try {
    await client.query(`BEGIN ${mode}`)
    await client.query("SELECT set_config(name, '0', true) FROM pg_settings WHERE name = ANY($1)", [TIMEOUTS])
    await client.query("SET LOCAL TimeZone = 'UTC'")
    const result = await work(client)
    await client.query("COMMIT")
    return result
  } finally {
    // Ends what is not committed.
    await client.end().catch(() => {})
  }
}
