import { rm } from "node:fs/promises"
import pg from "pg"
import type { TestProject } from "vitest/node"
import { startEmbedded } from "#prisma/embedded.ts"
import { makeTemplate, newDataFolder } from "./data-folder.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the test server's migrated database, from which every test copies its own. */
    templateUrl: string
  }
}

/** One real PostgreSQL for all tests, in a folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const template = await makeTemplate()
  const folder = await newDataFolder("test")
  const embedded = await startEmbedded(folder)
  project.provide("templateUrl", embedded.url)
  return async () => {
    const client = new pg.Client({ connectionString: embedded.url })
    await client.connect()
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
    )
    await client.end()
    await embedded.stop()
    for (const each of [folder, template]) await rm(each, { recursive: true, force: true })
  }
}
