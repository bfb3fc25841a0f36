import { randomBytes } from "node:crypto"
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** Where in a data folder the embedded database and what belongs to it lie, and its password. */
export type Place = { readonly cluster: string; readonly log: string; readonly lock: string; readonly password: string }

/** Makes a folder that only we can enter, and those it lies in. (mkdirSync's own way spins for ever below /proc.) */
export function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
  }
}

/** Writes a new password whole or not at all; where another was first, that one stays. */
function makePassword(file: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, randomBytes(24).toString("hex"), { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** The place in a data folder; the folder, and a password for it, are made where there are none. */
export function placeIn(dataDir: string): Place {
  const secrets = join(dataDir, "secrets")
  makeFolder(dataDir)
  makeFolder(secrets)
  const passwordFile = join(secrets, "postgres-password")
  if (!existsSync(passwordFile)) makePassword(passwordFile)
  return {
    cluster: join(dataDir, "postgres"),
    log: join(dataDir, "postgres.log"),
    lock: join(dataDir, "postgres.lock"),
    password: readFileSync(passwordFile, "utf8"),
  }
}

export function urlFor(place: Place, port: number, database: string): string {
  return `postgresql://postgres:${place.password}@127.0.0.1:${port}/${database}`
}
