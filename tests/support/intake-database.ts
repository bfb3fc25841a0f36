import { afterAll, beforeAll } from "vitest"
import { closeDb, type Db, meetDatabase, openDb } from "#lib/db/client.ts"
import { announce } from "#lib/env.ts"
import { createDatabase } from "./database.ts"

/** A database for all tests of a file, which this process's intake keeps webhooks in. `use` is given a client of the tests' own. */
export function withIntakeDatabase(max: number, use: (db: Db, url: string) => void): void {
  let db: Db | null = null
  beforeAll(async () => {
    const url = await createDatabase()
    announce({ databaseUrl: url })
    // The first webhook needs its connections at once.
    await meetDatabase()
    db = openDb(url, { max, queryTimeoutMs: 30_000 })
    use(db, url)
  })
  afterAll(async () => {
    await db?.$disconnect()
    await closeDb()
  })
}
