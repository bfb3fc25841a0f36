import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { startEmbedded } from "#prisma/embedded.ts"

/** A file system of its own over a folder. */
export type SmallDisk = {
  /** Takes all the room that is left. */
  readonly fill: () => Promise<void>
  /** Gives it back. */
  readonly free: () => void
  readonly unmount: () => void
}

const BALLAST = "ballast"

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { stdio: ["ignore", "ignore", "pipe"] })
}

/** Writes until there is no room, in a process of its own: who measures meanwhile is not held up. */
async function fill(file: string): Promise<void> {
  const writing = spawn("sh", ["-c", 'exec cat /dev/zero >> "$1"', "fill", file], { stdio: "ignore" })
  await once(writing, "exit")
}

function mountAt(folder: string, megabytes: number, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  run("mount", "-t", "tmpfs", "-o", `size=${megabytes}m,mode=700,uid=${uid},gid=${gid}`, "tmpfs", folder)
}

/** Why no small disk can be had here, or null: a file system can be mounted. */
export function whyNoSmallDisk(): string | null {
  if (process.platform !== "linux") return "small disks are made on Linux only"
  if (process.getuid?.() !== 0) return "mounting a small disk needs root"
  const folder = mkdtempSync(join(tmpdir(), "portline-mount-"))
  try {
    mountAt(folder, 1, { uid: 0, gid: 0 })
    run("umount", folder)
    return null
  } catch {
    return "no file system can be mounted here"
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Moves what is in a folder, made if there is none, to a small disk that is mounted over it. */
export function mountSmallDisk(folder: string, megabytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const [owner, aside] = [statSync(folder), `${folder}.aside`]
  run("cp", "-a", folder, aside)
  mountAt(folder, megabytes, owner)
  run("cp", "-a", `${aside}/.`, folder)
  rmSync(aside, { recursive: true })
  const ballast = join(folder, BALLAST)
  return {
    fill: () => fill(ballast),
    free: () => rmSync(ballast, { force: true }),
    // What still holds a file there keeps it until it ends.
    unmount: () => existsSync(folder) && run("umount", "--lazy", folder),
  }
}

/** Makes the embedded database of a data folder, whose log needs little room, and puts it on a small disk. */
export async function putDatabaseOnSmallDisk(dataDir: string, megabytes: number): Promise<SmallDisk> {
  const embedded = await startEmbedded(dataDir)
  const client = new pg.Client({ connectionString: embedded.url })
  await client.connect()
  await client.query("ALTER SYSTEM SET max_wal_size = '48MB'")
  await client.query("ALTER SYSTEM SET min_wal_size = '32MB'")
  await client.end()
  await embedded.stop()
  return mountSmallDisk(join(dataDir, "postgres"), megabytes)
}
