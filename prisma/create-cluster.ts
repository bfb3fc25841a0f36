import { execFile } from "node:child_process"
import { chownSync, closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { promisify } from "node:util"
import { childEnv } from "#lib/env.ts"
import { makeFolder, type Place } from "./database-place.ts"
import { type Account, commandPrefix, withPasswordFile } from "./service-account.ts"

/** Why no cluster can be made here, in PostgreSQL's own words. */
export class ClusterProblem extends Error {}

type Tools = { readonly initdb: string; readonly account: Account }

/** Webhooks are taken meanwhile: the process must not stand still for it. */
async function initialise(place: Place, folder: string, { initdb, account }: Tools): Promise<void> {
  makeFolder(folder)
  if (account) chownSync(folder, account.uid, account.gid)
  await withPasswordFile(place.password, account, (file) => {
    const args = ["-D", folder, "-U", "postgres", `--pwfile=${file}`, "--auth=scram-sha-256", "--encoding=UTF8"]
    const [command = "", ...rest] = [
      ...commandPrefix(account, { folder, program: initdb }),
      initdb,
      ...args,
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
    ]
    return promisify(execFile)(command, rest, { env: childEnv() })
  })
}

/** initdb's last word; it may have said much before. */
function asClusterProblem(error: unknown): unknown {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim().split("\n") : []
  const why = said.findLast((line) => line.startsWith("initdb: ")) ?? said.at(-1)
  if (!why) return error
  return new ClusterProblem(`PostgreSQL cannot set up a database here: ${why.replace(/^initdb: (error: )?/, "")}`)
}

/** A name that is not on disk would take the whole cluster with it in a power cut. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, "r")
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Makes the place's cluster where there is none. It gets its name only once it is whole: one that was killed on the way
 * could never be started, nor be told from a good one.
 */
export async function createCluster(place: Place, tools: Tools): Promise<void> {
  if (existsSync(join(place.cluster, "PG_VERSION"))) return
  const parent = dirname(place.cluster)
  const drafts = `${basename(place.cluster)}.new-`
  for (const name of readdirSync(parent)) if (name.startsWith(drafts)) rmSync(join(parent, name), { recursive: true, force: true })
  const folder = join(parent, `${drafts}${process.pid}`)
  try {
    await initialise(place, folder, tools)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw asClusterProblem(error)
  }
  renameSync(folder, place.cluster)
  syncFolder(parent)
}
