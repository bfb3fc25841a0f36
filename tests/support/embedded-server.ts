import { readFileSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"

/** The embedded database of a data folder, as an operator finds it. */
export type EmbeddedServer = { readonly pid: number; readonly port: number; readonly url: string }

export function embeddedServer(dataDir: string): EmbeddedServer {
  const [pid, , , port] = readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8")
    .split("\n")
    .map(Number)
  const password = readFileSync(join(dataDir, "secrets", "postgres-password"), "utf8")
  return { pid: pid ?? 0, port: port ?? 0, url: `postgresql://postgres:${password}@127.0.0.1:${port}/portline` }
}

/** Its processes besides the postmaster; those of Portline's connections only with `client`. */
export async function backendPids({ url }: EmbeddedServer, { client = false } = {}): Promise<number[]> {
  const sql = new pg.Client({ connectionString: url, application_name: "test" })
  await sql.connect()
  const { rows } = await sql.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND (NOT $1 OR application_name = 'portline')",
    [client],
  )
  await sql.end()
  return rows.map(({ pid }) => pid)
}

/** Whether a process runs. One that is stopped does; what is left of a dead one, until it is reaped, does not. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  if (process.platform !== "linux") return true
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
  return !stat.slice(stat.lastIndexOf(")")).startsWith(") Z")
}
