import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createConnection } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freePort } from "#prisma/free-port.ts"
import { serviceAccount } from "#prisma/service-account.ts"
import { until } from "./ledger.ts"

/** A PgBouncer in transaction pooling before a database. */
export type Pooler = { readonly url: string; readonly stop: () => Promise<void> }

/** Why there is none here, or null. */
export function whyNoPooler(): string | null {
  try {
    execFileSync("pgbouncer", ["--version"], { stdio: "ignore" })
    return null
  } catch {
    return "pgbouncer is not installed"
  }
}

function configOf(databaseUrl: string, { port, connections }: { readonly port: number; readonly connections: number }): string {
  const { hostname, port: databasePort, username, password, pathname } = new URL(databaseUrl)
  return `[databases]
portline = host=${hostname} port=${databasePort} dbname=${pathname.slice(1)} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${connections}
`
}

async function answers(port: number): Promise<boolean> {
  const socket = createConnection({ host: "127.0.0.1", port })
  try {
    await once(socket, "connect")
    return true
  } finally {
    socket.destroy()
  }
}

/**
 * On a port of its own, or the one given. Three connections for all, where no other number is given, so that hardly two
 * transactions of one client run on the same.
 */
export async function startPooler(
  databaseUrl: string,
  options: { readonly port?: number; readonly connections?: number } = {},
): Promise<Pooler> {
  const folder = mkdtempSync(join(tmpdir(), "portline-pooler-"))
  const { port = await freePort(), connections = 3 } = options
  const config = join(folder, "pgbouncer.ini")
  writeFileSync(config, configOf(databaseUrl, { port, connections }))
  // As root it refuses to run.
  const account = serviceAccount()
  if (account) for (const path of [config, folder]) chownSync(path, account.uid, account.gid)
  chmodSync(config, 0o600)
  const child: ChildProcess = spawn("pgbouncer", [config], { stdio: "ignore", ...(account ?? {}) })
  await until("the pooler answers", () => answers(port))
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit")
      child.kill("SIGTERM")
      await exited
    }
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: `postgresql://anyone@127.0.0.1:${port}/portline`, stop }
}
