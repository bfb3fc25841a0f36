import { createHash } from "node:crypto"
import { PrismaPg } from "@prisma/adapter-pg"
import pg from "pg"
import { PrismaClient } from "#lib/db/generated/client.ts"
import { watchPool } from "#lib/metrics.ts"
import { ImpatientClient } from "./impatient-client.ts"

export type PoolLimits = {
  readonly max: number
  readonly queryTimeoutMs: number
  /** How long to wait for a connection: to be made, or for one of `max` to come free. */
  readonly connectTimeoutMs?: number
  /** Whether its connections stay, however long nobody needs them. */
  readonly stays?: boolean
}
export type PoolOptions = PoolLimits & {
  readonly prepared?: boolean
  /** Whether a transaction pooler stands before it, which refuses what a connection asks for at its start. */
  readonly behindPooler?: boolean
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

/** A machine that is lost says no goodbye: the server is to find out within half a minute, and let go of what was locked there. */
const KEEPALIVE = ["tcp_keepalives_idle=10", "tcp_keepalives_interval=5", "tcp_keepalives_count=3"]
/** What a process that is frozen, or was lost, within a transaction holds locked is free again so long after its statements had to end. */
const IDLE_MS = 1_000

/** What a connection asks of the server at its start. */
function limitsAtServer(queryTimeoutMs: number, prepared: boolean) {
  return {
    statement_timeout: queryTimeoutMs,
    idle_in_transaction_session_timeout: queryTimeoutMs + IDLE_MS,
    options: [...KEEPALIVE, ...(prepared ? STEADY_PLANS : [])].map((setting) => `-c ${setting}`).join(" "),
  }
}

/** A client of a database with a pool of connections of its own; under its name, if it has one, their use is counted. */
export function openPool(
  url: string,
  { max, queryTimeoutMs, connectTimeoutMs = PATIENT_MS, stays, prepared, behindPooler }: PoolOptions,
  name?: string,
): PrismaClient {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: "portline",
    // node-postgres waits for ever by default, on a connection and on a frozen server alike.
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    idleTimeoutMillis: stays ? 0 : 30_000,
    Client: ImpatientClient,
    ...(behindPooler ? {} : limitsAtServer(queryTimeoutMs, prepared === true)),
  })
  if (name) watchPool(name, () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }))
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, ...(prepared ? { statementNameGenerator: nameStatement } : {}) })
  return new PrismaClient({ adapter, log: [] })
}
