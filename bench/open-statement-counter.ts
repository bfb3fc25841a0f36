import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"

/** Counts on a server's embedded database. `statements` turns the log on while `work` runs and counts its lines. */
export type StatementCounter = {
  readonly commits: () => Promise<number>
  readonly statements: <T>(work: () => Promise<T>) => Promise<{ readonly result: T; readonly statements: number }>
  readonly close: () => Promise<void>
}

/** Each of these lines is a message that the client waited for: one round trip. */
const STATEMENT = /^portline\|LOG: {2}(execute|statement)/gm

function readFrom(path: string, start: number): string {
  const file = openSync(path, "r")
  const text = Buffer.alloc(fstatSync(file).size - start)
  readSync(file, text, 0, text.length, start)
  closeSync(file)
  return text.toString("latin1")
}

async function configure(client: pg.Client, settings: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) await client.query(`ALTER SYSTEM SET ${name} = '${value}'`)
  await client.query("SELECT pg_reload_conf()")
  await client.query("SELECT pg_sleep(0.3)")
}

/**
 * The database's own log is the witness: every statement the server sends, BEGIN and COMMIT included, leaves a
 * line. Writing it costs time, so this is done in a short load of its own and never in the measured one.
 */
export async function openStatementCounter(dataDir: string): Promise<StatementCounter> {
  const port = Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[3])
  const password = readFileSync(join(dataDir, "secrets/postgres-password"), "utf8")
  const log = join(dataDir, "postgres.log")
  const account = { host: "127.0.0.1", port, user: "postgres", password, database: "portline" }
  const client = new pg.Client({ ...account, application_name: "bench" })
  client.on("error", () => {}) // an interrupted bench takes the database away first
  await client.connect()
  const commits = async (): Promise<number> => {
    await client.query("SELECT pg_sleep(1.2)") // what the backends count reaches the view within a second
    const { rows } = await client.query("SELECT xact_commit::float8 AS n FROM pg_stat_database WHERE datname = 'portline'")
    return Number(rows[0]?.n)
  }
  const statements: StatementCounter["statements"] = async (work) => {
    await configure(client, { log_line_prefix: "%a|", log_parameter_max_length: "0", log_statement: "all" })
    const start = readFileSync(log).length
    const result = await work()
    await configure(client, { log_statement: "none" })
    return { result, statements: readFrom(log, start).match(STATEMENT)?.length ?? 0 }
  }
  return { commits, statements, close: () => client.end() }
}
