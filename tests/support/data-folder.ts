import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { startEmbedded } from "#prisma/embedded.ts"
import { migrate } from "#prisma/migrate.ts"

/** Where the processes that run tests find the template. */
const TEMPLATE = "PORTLINE_TEST_TEMPLATE"

/** Makes a data folder whose embedded database is migrated, empty and not running: to make one takes longer than all the rest of a start. */
export async function makeTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "portline-template-"))
  const embedded = await startEmbedded(folder)
  const migrated = await migrate(embedded.url).finally(() => embedded.stop())
  if (!migrated.ok) throw new Error(migrated.problem)
  if (existsSync(join(folder, "postgres", "postmaster.pid"))) throw new Error("The template's database has not been stopped.")
  // It names the port, and each copy is to find one of its own.
  await rm(join(folder, "postgres", "postmaster.opts"))
  process.env[TEMPLATE] = folder
  return folder
}

/** A copy of the template, with its owners: a data folder that was started once and has nothing in it. */
export async function newDataFolder(name: string): Promise<string> {
  const template = process.env[TEMPLATE]
  if (!template) throw new Error("There is no template: a run makes one before its first test.")
  const folder = await mkdtemp(join(tmpdir(), `portline-${name}-`))
  await promisify(execFile)("cp", ["-a", `${template}/.`, folder])
  return folder
}
