import { intakeDb } from "#lib/db/client.ts"
import { announce, type Env } from "#lib/env.ts"
import { type EmbeddedDatabase, startEmbedded } from "./embedded.ts"
import { migrate } from "./migrate.ts"

/** Why a start, or a command, cannot be, in one line for the operator. */
export class StartProblem extends Error {}

function withoutPassword(url: string): string {
  const shown = new URL(url)
  return `${shown.hostname}:${shown.port || 5432}${shown.pathname}`
}

/** That nothing answers at an address, or nothing that lets us in. */
export function noAnswer(url: string, error: unknown): StartProblem {
  return new StartProblem(`the database at ${withoutPassword(url)} does not answer: ${error instanceof Error ? error.message : error}`)
}

/** A folder that cannot be used is the operator's to mend; anything else is a fault of ours and keeps its stack. */
export async function startInFolder(dataDir: string): Promise<EmbeddedDatabase> {
  try {
    return await startEmbedded(dataDir)
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    if (!["EACCES", "ENOENT", "ENOTDIR", "EPERM", "EROFS", "ENOSPC"].includes(code)) throw error
    throw new StartProblem(`DATA_DIR is "${dataDir}": a folder that can be made and written is needed (${code}).`)
  }
}

/** The database, started where it is the embedded one, and migrated; its address is announced. Null: the operator's own. */
export async function bringUpDatabase(env: Env): Promise<EmbeddedDatabase | null> {
  const embedded = env.databaseUrl === null ? await startInFolder(env.dataDir) : null
  const url = embedded?.url ?? env.databaseUrl ?? ""
  if (embedded) announce({ databaseUrl: url })
  const result = await migrate(env.directDatabaseUrl ?? url).catch((error: unknown) => {
    throw noAnswer(url, error)
  })
  if (result.ok) return embedded
  await embedded?.stop()
  throw new StartProblem(result.problem)
}

/** What the database itself says of its durability: an answer of 200 is a promise that the bytes are on disk. */
export async function warnUnlessDurable(): Promise<void> {
  const [row] = await intakeDb().$queryRaw<{ fsync: string; commit: string }[]>`
    SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit`
  if (row && (row.fsync !== "on" || row.commit === "off")) {
    console.error(
      `portline: WARNING: fsync is ${row.fsync} and synchronous_commit is ${row.commit} on this database: kept events can be lost in a crash.`,
    )
  }
}
