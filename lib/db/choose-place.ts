import { setTimeout as sleep } from "node:timers/promises"
import { env } from "#lib/env.ts"
import { log } from "#lib/log.ts"
import { metrics } from "#lib/metrics.ts"
import { accessDb, replicaDb } from "./client.ts"
import { databaseReason } from "./database-reason.ts"
import { isReplicaResting, type ReadPlace, restReplica } from "./reading.ts"
import { Prisma } from "./sql.ts"

/** How long a replica may take to replay what a request must see; after that the primary is asked. In milliseconds. */
const PATIENCE_MS = 50
const LOOK_AGAIN_MS = 5

/** Two servers' places in the log can be compared only where they hold the same database of one cluster. */
const IDENTITY = Prisma.sql`(SELECT system_identifier::text || '/' || current_database() FROM pg_control_system())`

/** What keeps a replica from being read, as it was told last; null: it is read. */
type Told = { why: string | null }
const holder = globalThis as typeof globalThis & { portlineReplica?: Told & { next: Promise<ReadPlace> | null; last: Promise<unknown> } }
holder.portlineReplica ??= { why: null, next: null, last: Promise.resolve() }
const rounds = holder.portlineReplica

function tell(why: string | null): void {
  // What it fails of may change while it is away: it is told once.
  if ((rounds.why === null) === (why === null)) return
  rounds.why = why
  if (why === null) log.info("The replica is read again.")
  else log.warn({ reason: why }, "The replica cannot be read: the primary is.")
}

/** Up to where the log must be replayed for all that was committed until now. Without durable commits what is answered may not be flushed yet. */
async function askPrimary(): Promise<{ readonly upTo: string; readonly identity: string } | undefined> {
  const [row] = await accessDb().$queryRaw<{ upTo: string; identity: string }[]>`
    SELECT (CASE current_setting('synchronous_commit') WHEN 'off' THEN pg_current_wal_insert_lsn() ELSE pg_current_wal_flush_lsn() END)::text AS "upTo",
      ${IDENTITY} AS identity`
  return row
}

/** A replica that was promoted has a log of its own. */
async function askReplica(
  upTo: string,
): Promise<{ readonly replayed: boolean; readonly follows: boolean; readonly identity: string } | undefined> {
  const [row] = await replicaDb().$queryRaw<{ replayed: boolean; follows: boolean; identity: string }[]>`
    SELECT pg_is_in_recovery() AS follows, coalesce(pg_last_wal_replay_lsn() >= ${upTo}::pg_lsn, false) AS replayed, ${IDENTITY} AS identity`
  return row
}

async function look(): Promise<ReadPlace> {
  const needed = await askPrimary()
  if (!needed) return "primary"
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const found = await askReplica(needed.upTo)
    if (!found?.follows) throw new Error("READ_DATABASE_URL names a server that follows no other.")
    if (found.identity !== needed.identity) throw new Error("READ_DATABASE_URL names a replica of another database.")
    tell(null)
    if (found.replayed) return "replica"
    if (performance.now() > deadline) return "primary"
    await sleep(LOOK_AGAIN_MS)
  }
}

async function lookSafely(): Promise<ReadPlace> {
  try {
    return await look()
  } catch (error) {
    restReplica()
    tell(databaseReason(error))
    return "primary"
  }
}

/** One look for all who have asked before it began: what had been committed when they asked is in it. */
function nextLook(): Promise<ReadPlace> {
  rounds.next ??= rounds.last.then(() => {
    rounds.next = null
    const looking = lookSafely()
    rounds.last = looking
    return looking
  })
  return rounds.next
}

/**
 * Where a request that begins now is to read: at the replica if that has replayed, within 50 ms, all that had been
 * committed when the request came; else at the primary. So whoever was answered by any instance sees what came of it.
 */
export async function choosePlace(): Promise<ReadPlace> {
  const { databaseUrl, readDatabaseUrl } = env()
  if (readDatabaseUrl === null || readDatabaseUrl === databaseUrl) return "primary"
  const place = isReplicaResting() ? "primary" : await nextLook()
  metrics().reads.inc({ place })
  return place
}
