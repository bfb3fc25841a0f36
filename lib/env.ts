import { existsSync } from "node:fs"
import { type Env, type EnvResult, readEnv } from "./read-env.ts"

/** The little of our environment that a child process which is not ours gets to see. */
export function childEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? "", LC_ALL: "C", NODE_ENV: process.env.NODE_ENV }
}

/** Whether npm runs this and writes lines of its own to standard output. */
export function isNpmTalking(): boolean {
  return process.env.npm_lifecycle_event !== undefined && process.env.npm_config_loglevel !== "silent"
}

/** What the Prisma command is told: the database's address, where there is one. */
export function prismaCommandUrl(): string | undefined {
  // `prisma generate` never starts the schema engine, yet looks for its binary and tries to download it.
  // Naming any existing program keeps the command offline.
  if (process.argv.includes("generate")) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath
  return process.env.DIRECT_DATABASE_URL || process.env.DATABASE_URL || undefined
}

/** What was checked at the start is what holds. One a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineEnv?: Env | undefined }

/** The process's environment. Throws where it is wrong; `npm start` has checked it by then. */
export function env(): Env {
  if (holder.portlineEnv) return holder.portlineEnv
  const result = startEnv()
  if (!result.ok) throw new Error(result.problems.join("\n"))
  return result.env
}

/** The environment as it is now, with its problems; where there are none it is the process's. */
export function startEnv(): EnvResult {
  const result = readEnv(process.env)
  if (result.ok) holder.portlineEnv = result.env
  return result
}

/**
 * Files that Next would read variables from, once ours are checked: half of Portline would go by them, and an `AUTH` there
 * would open it without a word. Next is told that it has done so; gives those that are there.
 */
export function passOverEnvFiles(): string[] {
  process.env.__NEXT_PROCESSED_ENV = "true"
  const kinds = ["", ".local", ".production", ".production.local", ".development", ".development.local"]
  return kinds.map((kind) => `.env${kind}`).filter((name) => existsSync(/* turbopackIgnore: true */ name))
}

/**
 * Names the embedded database's address, once it runs, to all of this process: Next bundles its own copy of
 * this module, and workers inherit the environment.
 */
export function announce({ databaseUrl }: { readonly databaseUrl: string }): void {
  process.env.DATABASE_URL = databaseUrl
  // What it was read from once is not to stand beside it.
  delete process.env.DATABASE_URL_FILE
  holder.portlineEnv = undefined
}
