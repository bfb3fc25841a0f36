import { randomBytes } from "node:crypto"
import pg from "pg"
import { inject } from "vitest"

async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function addressOf(name: string): string {
  const url = new URL(inject("templateUrl"))
  url.pathname = `/${name}`
  return url.href
}

/** A database of its own for one test file: migrated and empty, or without any table. */
export async function createDatabase(options: { readonly migrated: boolean } = { migrated: true }): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`
  const template = options.migrated ? "portline" : "template0"
  await runOn(addressOf("postgres"), `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY wal_log`)
  return addressOf(name)
}

/** Takes a database away from whoever uses it. */
export async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  await runOn(addressOf("postgres"), `DROP DATABASE ${name} WITH (FORCE)`)
}
