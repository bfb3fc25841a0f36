import pg from "pg"
import { noAnswer } from "./bring-up-database.ts"
import { liftTimeouts } from "./lift-timeouts.ts"

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
    await liftTimeouts(client)
    await client.query("SET LOCAL TimeZone = 'UTC'")
    const result = await work(client)
    await client.query("COMMIT")
    return result
  } finally {
    // Ends what is not committed.
    await client.end().catch(() => {})
  }
}
