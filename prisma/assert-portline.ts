import { existsSync } from "node:fs"
import { join } from "node:path"
import { StartProblem } from "./bring-up-database.ts"
import { inPatientTransaction } from "./patient-transaction.ts"

/** Throws where a data folder holds no database: a command that works on Portline's would make an empty one beside it. */
export function assertCluster(dataDir: string): void {
  if (existsSync(join(dataDir, "postgres", "PG_VERSION"))) return
  throw new StartProblem(`there is no Portline in DATA_DIR "${dataDir}": give this command the variables that Portline runs with.`)
}

/** Throws where no Portline has ever started on a database. */
export async function assertPortline(url: string): Promise<void> {
  const tables = await inPatientTransaction(url, "READ ONLY", async (client) => {
    const { rows } = await client.query<{ name: string | null }>("SELECT to_regclass('_prisma_migrations') AS name")
    return rows[0]?.name
  })
  if (!tables) throw new StartProblem("there is no Portline in this database: give this command the variables that Portline runs with.")
}
