import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"

/**
 * Counts on a server's embedded database. `counted` turns its log on while `work` runs: the statements that came, and the
 * bytes of write-ahead log that were written, without full-page images.
 */
export type StatementCounter = {
  readonly url: string
  readonly commits: () => Promise<number>
  readonly counted: <T>(work: () => Promise<T>) => Promise<{ readonly result: T; readonly statements: number; readonly walBytes: number }>
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
  await client.query("CREATE EXTENSION IF NOT EXISTS pg_walinspect")
  const walPlace = async (): Promise<string> =>
    (await client.query<{ at: string }>("SELECT pg_current_wal_flush_lsn()::text AS at")).rows[0]?.at ?? ""
  const counted: StatementCounter["counted"] = async (work) => {
    await configure(client, { log_line_prefix: "%a|", log_parameter_max_length: "0", log_statement: "all" })
    const [start, from] = [readFileSync(log).length, await walPlace()]
    const result = await work()
    const { rows } = await client.query<{ bytes: number }>("SELECT sum(record_size)::float8 AS bytes FROM pg_get_wal_stats($1, $2)", [
      from,
      await walPlace(),
    ])
    await configure(client, { log_statement: "none" })
    return { result, statements: readFrom(log, start).match(STATEMENT)?.length ?? 0, walBytes: rows[0]?.bytes ?? Number.NaN }
  }
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/portline`
  return { url, commits, counted, close: () => client.end() }
}
