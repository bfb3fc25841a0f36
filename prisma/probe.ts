import pg from "pg"

/** What a server says to a new connection: serves; comes up, recovers or goes down; nothing in 2 s, or nobody listens. */
export type Probe = "serving" | "starting" | "silent" | "refused"

function readFailure(error: unknown): Probe {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (code === "ECONNREFUSED") return "refused"
  if (code.startsWith("57P")) return "starting"
  // Any other word of PostgreSQL's (too many connections, say) is one of a server that serves.
  return error instanceof pg.DatabaseError ? "serving" : "silent"
}

export async function probe(url: string): Promise<Probe> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on("error", () => {})
  try {
    await client.connect()
    return "serving"
  } catch (error) {
    return readFailure(error)
  } finally {
    await client.end().catch(() => {})
  }
}
