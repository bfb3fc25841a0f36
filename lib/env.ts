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

let cached: Env | undefined

/** The process's environment. Throws where it is wrong; `npm start` has checked it by then. */
export function env(): Env {
  if (cached) return cached
  const result = readEnv(process.env)
  if (!result.ok) throw new Error(result.problems.join("\n"))
  cached = result.env
  return cached
}

/** The environment as it is at start, with its problems. */
export function startEnv(): EnvResult {
  return readEnv(process.env)
}

/**
 * Names the embedded database's address, once it runs, to all of this process: Next bundles its own copy of
 * this module, and workers inherit the environment.
 */
export function announce({ databaseUrl }: { readonly databaseUrl: string }): void {
  process.env.DATABASE_URL = databaseUrl
  // What it was read from once is not to stand beside it.
  delete process.env.DATABASE_URL_FILE
  cached = undefined
}
