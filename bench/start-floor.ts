import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { createInterface } from "node:readline"
import pg from "pg"
import { childEnv } from "#lib/env.ts"

export type Floor = { readonly port: number; readonly stop: () => Promise<void> }

const DATABASE = "floor"

/** The floor in a process of its own, on a database of its own in the cluster that a server of the bench uses. */
export async function startFloor(clusterUrl: string): Promise<Floor> {
  const client = new pg.Client({ connectionString: clusterUrl })
  await client.connect()
  await client.query(`CREATE DATABASE ${DATABASE}`)
  await client.end()
  const url = new URL(clusterUrl)
  url.pathname = `/${DATABASE}`
  const child = spawn(process.execPath, [join(import.meta.dirname, "floor-server.ts"), url.href], {
    env: { ...childEnv(), NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, "exit")
    child.kill()
    await exited
  }
  if (child.stdout) for await (const line of createInterface({ input: child.stdout })) return { port: Number(line), stop }
  throw new Error("the floor ended before it served: look at its messages above.")
}
