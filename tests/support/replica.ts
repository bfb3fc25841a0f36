import { type ChildProcess, spawnSync } from "node:child_process"
import { once } from "node:events"
import { appendFileSync, chownSync, cpSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"
import { clusterProcesses } from "#prisma/cluster-processes.ts"
import { placeIn, urlFor } from "#prisma/database-place.ts"
import { freePort } from "#prisma/free-port.ts"
import { launchPostgres, prepareLaunch } from "#prisma/launch-postgres.ts"
import { sendSignal } from "../chaos/product.ts"
import { embeddedServer } from "./embedded-server.ts"
import { until } from "./ledger.ts"

/** A streaming replica of the embedded database of a data folder. */
export type Replica = {
  readonly url: string
  readonly query: (statement: string) => Promise<Record<string, unknown>[]>
  /** Stops all of its processes as they stand, and lets them go on. */
  readonly freeze: () => void
  readonly thaw: () => void
  readonly kill: () => Promise<void>
}

/** What a copy of a running cluster needs, written as the owner of its files. */
function writeOwned(cluster: string, name: string, text: string): void {
  const { uid, gid } = statSync(join(cluster, "PG_VERSION"))
  const file = join(cluster, name)
  writeFileSync(file, text, { mode: 0o600 })
  if (process.getuid?.() === 0) chownSync(file, uid, gid)
}

async function copyCluster(dataDir: string, cluster: string): Promise<void> {
  const primary = new pg.Client({ connectionString: embeddedServer(dataDir).url })
  await primary.connect()
  await primary.query("SELECT pg_backup_start('replica', true)")
  // With the owners of the files; what is removed while it copies is no part of the backup.
  spawnSync("cp", ["-a", join(dataDir, "postgres"), cluster], { stdio: "ignore" })
  const { rows } = await primary.query<{ labelfile: string }>("SELECT labelfile FROM pg_backup_stop()")
  await primary.end()
  writeOwned(cluster, "backup_label", rows[0]?.labelfile ?? "")
}

/** Makes one in a folder that does not exist yet, and waits until it follows. */
export async function startReplica(dataDir: string, folder: string): Promise<Replica> {
  mkdirSync(folder)
  cpSync(join(dataDir, "secrets"), join(folder, "secrets"), { recursive: true })
  const place = placeIn(folder)
  await copyCluster(dataDir, place.cluster)
  rmSync(join(place.cluster, "postmaster.pid"), { force: true })
  writeOwned(place.cluster, "standby.signal", "")
  appendFileSync(
    join(place.cluster, "postgresql.auto.conf"),
    `primary_conninfo = 'host=127.0.0.1 port=${embeddedServer(dataDir).port} user=postgres password=${place.password}'\n`,
  )
  const port = await freePort()
  const server: ChildProcess = launchPostgres(place, { command: await prepareLaunch(place), port })
  const url = urlFor(place, port, "portline")
  const query: Replica["query"] = async (statement) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows
    } finally {
      await client.end()
    }
  }
  await until("the replica follows", async () => (await query("SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming'")).length === 1)
  const signal = (name: NodeJS.Signals): void => {
    const { postmaster, others } = clusterProcesses(place.cluster)
    sendSignal([...(postmaster === null ? [] : [postmaster]), ...others], name)
  }
  const kill = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const exited = once(server, "exit")
    server.kill("SIGQUIT")
    await exited
  }
  return { url, query, freeze: () => signal("SIGSTOP"), thaw: () => signal("SIGCONT"), kill }
}
