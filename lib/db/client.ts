import { createHash } from "node:crypto"
import { PrismaPg } from "@prisma/adapter-pg"
import pg from "pg"
import { PrismaClient } from "#lib/db/generated/client.ts"
import { env } from "#lib/env.ts"
import { watchPool } from "#lib/metrics.ts"
import { databaseHold } from "./hold.ts"
import { ImpatientClient } from "./impatient-client.ts"

export type Db = PrismaClient
/** What runs inside a transaction, or the client itself. */
export type Tx = Pick<PrismaClient, "$queryRaw" | "$executeRaw" | "$queryRawUnsafe">

type Clients = { intake?: Db; pen?: Db; access?: Db; public?: Db; read?: Db; write?: Db }

/** One set of pools a process: Next bundles its own copy of this module, so they hang on globalThis. */
const holder = globalThis as typeof globalThis & { portlineClients?: Clients }
holder.portlineClients ??= {}
const clients = holder.portlineClients

type PoolLimits = {
  readonly max: number
  readonly queryTimeoutMs: number
  /** How long to wait for a connection: to be made, or for one of `max` to come free. */
  readonly connectTimeoutMs?: number
  readonly prepared?: boolean
  /** Under which its use is counted. */
  readonly name?: string
}

/** A screen may wait its turn behind others; it must not fail because several are opened at once. */
const PATIENT_MS = 5_000

const statementNames = new Map<string, string>()

/** A name by which the database knows a statement again, and need not parse and plan it for every batch. */
function nameStatement({ sql }: { readonly sql: string }): string {
  const known = statementNames.get(sql)
  if (known !== undefined) return known
  const name = `portline_${createHash("sha256").update(sql).digest("hex").slice(0, 16)}`
  statementNames.set(sql, name)
  return name
}

/**
 * A prepared statement keeps its first plan, and at the first start the tables are empty: a scan of the whole table,
 * cheap then, would be kept while it grows. The intake's statements all go by keys, so they are told to.
 */
const STEADY_PLANS = ["plan_cache_mode=force_generic_plan", "enable_seqscan=off", "enable_hashjoin=off", "enable_mergejoin=off"]
  .map((setting) => `-c ${setting}`)
  .join(" ")

function connect(url: string, { max, queryTimeoutMs, connectTimeoutMs = PATIENT_MS, prepared = false, name }: PoolLimits): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: "portline",
    // node-postgres waits for ever by default, on a connection and on a frozen server alike.
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    statement_timeout: queryTimeoutMs,
    idleTimeoutMillis: 30_000,
    Client: ImpatientClient,
    ...(prepared ? { options: STEADY_PLANS } : {}),
  })
  if (name) watchPool(name, () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }))
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, ...(prepared ? { statementNameGenerator: nameStatement } : {}) })
  return new PrismaClient({ adapter, log: [] })
}

/** A hold ends before the first client is made: no client of a database that may not be used can be had. */
function databaseUrl(): string {
  const hold = databaseHold()
  if (hold !== null) throw new Error(hold)
  const url = env().databaseUrl
  if (url === null) throw new Error("The database's address is not known yet: the server announces it at start.")
  return url
}

const INTAKE = { max: 4, queryTimeoutMs: 1_000, connectTimeoutMs: 500 }
const MEETINGS = 3

/**
 * Makes the intake's connections before the first webhook needs one. A process that starts stands still now and then, and
 * a connection that is being made runs into its time limit meanwhile: on a busy machine that would pass for an outage. What
 * fails every time is one, and whoever comes next finds out.
 */
export async function meetDatabase(): Promise<void> {
  for (let meeting = 0; meeting < MEETINGS; meeting++) {
    const asked = await Promise.allSettled(Array.from({ length: INTAKE.max }, () => intakeDb().$queryRaw`SELECT 1`))
    if (asked.every(({ status }) => status === "fulfilled")) return
  }
}

/**
 * The intake's own small pool, so that a slow screen cannot starve a webhook. Its few statements are prepared by
 * name, but not where a direct address is given beside the other: that tells of a transaction pooler, which may
 * hand the next statement to another connection.
 */
export function intakeDb(): Db {
  const prepared = env().directDatabaseUrl === databaseUrl()
  clients.intake ??= connect(databaseUrl(), { ...INTAKE, prepared, name: "intake" })
  return clients.intake
}

/** The pen's own connection: a flood of forged webhooks waits for this one, and takes none of an authentic one's. */
export function penDb(): Db {
  clients.pen ??= connect(databaseUrl(), { max: 1, queryTimeoutMs: 1_000, connectTimeoutMs: 500, name: "pen" })
  return clients.pen
}

/** Who is asking: looked up before anything else, and never on a replica, where an ended session would live on. */
export function accessDb(): Db {
  clients.access ??= connect(databaseUrl(), { max: 3, queryTimeoutMs: 3_000, name: "access" })
  return clients.access
}

/** What strangers ask for, who sign in or hold a customer's link, has connections of its own: a flood takes none from those who are in. */
export function publicDb(): Db {
  clients.public ??= connect(databaseUrl(), { max: 2, queryTimeoutMs: 3_000, name: "public" })
  return clients.public
}

/** The pool of screens and API reads. */
export function readDb(): Db {
  const primary = databaseUrl()
  clients.read ??= connect(env().readDatabaseUrl ?? primary, { max: 8, queryTimeoutMs: 10_000, name: "read" })
  return clients.read
}

/** What people change by hand: a few at a time, each of which may rewrite many orders. Never a replica. */
export function writeDb(): Db {
  clients.write ??= connect(databaseUrl(), { max: 2, queryTimeoutMs: 30_000, name: "write" })
  return clients.write
}

/** A client of one's own, for commands that run long. Ends with `$disconnect()`. */
export function openDb(url: string, limits: PoolLimits): Db {
  return connect(url, limits)
}

/** What goes on behind the serving and may take long: thousands of events of one order, all orders anew. */
const BEHIND_MS = 120_000

/** A client of one's own for that, past a pooler where there is one. Ends with `$disconnect()`. */
export function openPatientDb(): Db {
  return connect(env().directDatabaseUrl ?? databaseUrl(), { max: 1, queryTimeoutMs: BEHIND_MS })
}

export async function closeDb(): Promise<void> {
  const open = [clients.intake, clients.pen, clients.access, clients.public, clients.read, clients.write]
  clients.intake = undefined
  clients.pen = undefined
  clients.access = undefined
  clients.public = undefined
  clients.read = undefined
  clients.write = undefined
  await Promise.all(open.map((client) => client?.$disconnect()))
}
