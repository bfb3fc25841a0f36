import type { Prisma, PrismaClient } from "#lib/db/generated/client.ts"
import { env } from "#lib/env.ts"
import { isReplicaProblem, isUnreachable } from "./database-reason.ts"
import { databaseHold } from "./hold.ts"
import { openPool, type PoolLimits } from "./open-pool.ts"
import { isReplicaResting, readPlace, restReplica } from "./reading.ts"

export type Db = PrismaClient
/** What runs inside a transaction, or the client itself. */
export type Tx = Pick<PrismaClient, "$queryRaw" | "$executeRaw" | "$queryRawUnsafe">

/** What only reads. */
export type ReadDb = {
  readonly $queryRaw: <Rows = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => Promise<Rows>
}

const POOLS = ["intake", "pen", "probe", "access", "public", "read", "replica", "replay", "write"] as const
type PoolName = (typeof POOLS)[number]
type Clients = { [Name in PoolName]?: Db | undefined }

/** One set of pools a process: Next bundles its own copy of this module, so they hang on globalThis. */
const holder = globalThis as typeof globalThis & { portlineClients?: Clients }
holder.portlineClients ??= {}
const clients = holder.portlineClients

/** A hold ends before the first client is made: no client of a database that may not be used can be had. */
function databaseUrl(): string {
  const hold = databaseHold()
  if (hold !== null) throw new Error(hold)
  const url = env().databaseUrl
  if (url === null) throw new Error("The database's address is not known yet: the server announces it at start.")
  return url
}

/**
 * A pool of the server's, made at its first use. A direct address beside the other tells of a transaction pooler: it may
 * hand the next statement to another connection, so that none is prepared by name there.
 */
function pool(name: PoolName, limits: PoolLimits & { readonly url?: string | null; readonly prepared?: boolean }): Db {
  const primary = databaseUrl()
  const behindPooler = env().directDatabaseUrl !== primary
  const prepared = limits.prepared === true && !behindPooler
  clients[name] ??= openPool(limits.url ?? primary, { ...limits, prepared, behindPooler }, name)
  return clients[name]
}

const INTAKE_CONNECTIONS = 4
const MEETINGS = 3

/**
 * Makes the connections of the door, the intake's, the pen's and the probe's, before the first webhook needs one. A process that starts
 * stands still now and then, and a connection that is being made runs into its time limit meanwhile: on a busy machine that
 * would pass for an outage. What fails every time is one, and whoever comes next finds out.
 */
export async function meetDatabase(): Promise<void> {
  for (let meeting = 0; meeting < MEETINGS; meeting++) {
    const intake = Array.from({ length: INTAKE_CONNECTIONS }, () => intakeDb().$queryRaw`SELECT 1`)
    const asked = await Promise.allSettled([...intake, penDb().$queryRaw`SELECT 1`, probeDb().$queryRaw`SELECT 1`])
    if (asked.every(({ status }) => status === "fulfilled")) return
  }
}

/** The intake's own small pool, so that a slow screen cannot starve a webhook. Its few statements are prepared by name. */
export const intakeDb = (): Db => pool("intake", { max: INTAKE_CONNECTIONS, queryTimeoutMs: 1_000, connectTimeoutMs: 500, prepared: true })

/** The pen's own connection: a flood of forged webhooks waits for this one, and takes none of an authentic one's. */
export const penDb = (): Db => pool("pen", { max: 1, queryTimeoutMs: 1_000, connectTimeoutMs: 500 })

/** Whether the database keeps anything at this moment is asked apart from all that may stand in each other's way. */
export const probeDb = (): Db => pool("probe", { max: 1, queryTimeoutMs: 500, connectTimeoutMs: 500, stays: true })

/** Who is asking: looked up before anything else, and never on a replica, where an ended session would live on. */
export const accessDb = (): Db => pool("access", { max: 3, queryTimeoutMs: 3_000 })

/** What strangers ask for, who sign in or hold a customer's link, has connections of its own: a flood takes none from those who are in. */
export const publicDb = (): Db => pool("public", { max: 2, queryTimeoutMs: 3_000 })

const primaryReadDb = (): Db => pool("read", { max: 8, queryTimeoutMs: 10_000 })

/** The replica of READ_DATABASE_URL; the primary where there is none. */
const replicaDb = (): Db => pool("replica", { max: 8, queryTimeoutMs: 10_000, url: env().readDatabaseUrl })

/** How far the replica is, asked by a connection of its own: one that is slow or frozen is found out at once. */
export const replayDb = (): Db => pool("replay", { max: 1, queryTimeoutMs: 250, connectTimeoutMs: 250, url: env().readDatabaseUrl })

/** The replica, and the primary for what the replica fails at: it may be lost, or end a statement that stands in its way. */
const replicaFirst: ReadDb = {
  $queryRaw: async <Rows>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<Rows> => {
    if (isReplicaResting()) return primaryReadDb().$queryRaw<Rows>(query, ...values)
    try {
      return await replicaDb().$queryRaw<Rows>(query, ...values)
    } catch (error) {
      // What only takes long would take as long there, beside the webhooks.
      if (!isReplicaProblem(error)) throw error
      if (isUnreachable(error)) restReplica()
      return await primaryReadDb().$queryRaw<Rows>(query, ...values)
    }
  },
}

/** What screens and API read by: a pool of its own, of the place that was chosen for the request. */
export const readDb = (): ReadDb => (readPlace() === "replica" ? replicaFirst : primaryReadDb())

/** What people change by hand: a few at a time, each of which may rewrite many orders. Never a replica. */
export const writeDb = (): Db => pool("write", { max: 2, queryTimeoutMs: 30_000 })

/** A client of one's own, for commands that run long. Ends with `$disconnect()`. */
export function openDb(url: string, limits: PoolLimits): Db {
  return openPool(url, limits)
}

/** What goes on behind the serving and may take long: thousands of events of one order, all orders anew. */
const BEHIND_MS = 120_000

/** A client of one's own for that, past a pooler where there is one. Ends with `$disconnect()`. */
export function openPatientDb(): Db {
  return openPool(env().directDatabaseUrl ?? databaseUrl(), { max: 1, queryTimeoutMs: BEHIND_MS })
}

/** Until when the end of a statement under way is waited for: on a frozen server that takes half a minute. */
const CLOSING_MS = 2_000

export async function closeDb(): Promise<void> {
  const open = POOLS.map((name) => clients[name])
  for (const name of POOLS) clients[name] = undefined
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, CLOSING_MS)
  await Promise.race([Promise.all(open.map((client) => client?.$disconnect())), late])
  clearTimeout(timer)
}
