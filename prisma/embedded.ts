import pg from "pg"
import { type Place, placeIn, urlFor } from "./database-place.ts"
import { ensureRunning } from "./ensure-running.ts"
import { type Guardian, guardDatabase } from "./guard-database.ts"
import { prepareLaunch } from "./launch-postgres.ts"
import { withStartLock } from "./start-lock.ts"
import { stopUnlessUsed } from "./stop-embedded.ts"

/**
 * A running embedded PostgreSQL. From `guard` on it is started again, at the same address, whenever it is dead. `stop` ends
 * that, and the server unless another Portline still uses it.
 */
export type EmbeddedDatabase = { readonly url: string; readonly guard: () => void; readonly stop: () => Promise<void> }

const DATABASE = "portline"

async function createDatabase(place: Place, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlFor(place, port, "postgres"), connectionTimeoutMillis: 10_000 })
  client.on("error", () => {})
  await client.connect()
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/**
 * The embedded PostgreSQL 18 of a data folder: made if there is none, started if it is not running, joined
 * if it is. It listens on a loopback port of its own, behind a generated password.
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  const place = placeIn(dataDir)
  const guarded = await withStartLock({ file: place.lock }, async () => {
    const command = await prepareLaunch(place)
    const server = await ensureRunning({ place, command, port: null })
    await createDatabase(place, server.port)
    return { place, command, server }
  })
  let guardian: Guardian | null = null
  return {
    url: urlFor(place, guarded.server.port, DATABASE),
    guard: () => {
      guardian ??= guardDatabase(guarded)
    },
    stop: async () => {
      await guardian?.stop()
      await stopUnlessUsed(place)
    },
  }
}
