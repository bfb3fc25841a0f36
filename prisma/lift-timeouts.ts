import type pg from "pg"

/** What may end a long transaction from the database's own settings; `transaction_timeout` is there from PostgreSQL 17 on. */
const TIMEOUTS = ["statement_timeout", "idle_in_transaction_session_timeout", "transaction_timeout"]

/** No time limit holds until the transaction ends. */
export async function liftTimeouts(client: pg.Client): Promise<void> {
  await client.query("SELECT set_config(name, '0', true) FROM pg_settings WHERE name = ANY($1)", [TIMEOUTS])
}
