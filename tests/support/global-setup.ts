import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import type { TestProject } from "vitest/node"
import { startEmbedded } from "#prisma/embedded.ts"
import { migrate } from "#prisma/migrate.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the test server's migrated database, from which every test copies its own. */
    templateUrl: string
  }
}

/** One real PostgreSQL for all tests, in a folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "portline-test-"))
  const embedded = await startEmbedded(folder)
  const migrated = await migrate(embedded.url)
  if (!migrated.ok) throw new Error(migrated.problem)
  project.provide("templateUrl", embedded.url)
  return async () => {
    const client = new pg.Client({ connectionString: embedded.url })
    await client.connect()
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
    )
    await client.end()
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
