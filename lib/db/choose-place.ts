import { setTimeout as sleep } from "node:timers/promises"
import { env } from "#lib/env.ts"
import { log } from "#lib/log.ts"
import { metrics } from "#lib/metrics.ts"
import { accessDb, replayDb } from "./client.ts"
import { databaseReason, isUnreachable, isWait, sqlState } from "./database-reason.ts"
import { isReplicaResting, type ReadPlace, restReplica, wakeReplica } from "./reading.ts"
import { Prisma } from "./sql.ts"

/** How long a replica may take to answer, and to replay what a request must see; after that the primary is asked. In milliseconds. */
const PATIENCE_MS = { answer: 250, replay: 50 }
const LOOK_AGAIN_MS = 5
/** One that was behind is not waited for again so soon. */
const BEHIND_MS = 1_000

/** Two servers' places in the log can be compared only where they hold the same database of one cluster. */
const IDENTITY = Prisma.sql`(SELECT system_identifier::text || '/' || current_database() FROM pg_control_system())`

/** What keeps a replica from being read, as it was told last; null: it is read. */
type Told = { why: string | null }
type Rounds = Told & { next: Promise<ReadPlace> | null; last: Promise<unknown>; behindUntil: number }
const holder = globalThis as typeof globalThis & { portlineReplica?: Rounds }
holder.portlineReplica ??= { why: null, next: null, last: Promise.resolve(), behindUntil: 0 }
const rounds = holder.portlineReplica

const isMisnamed = (why: string): boolean => why.startsWith("READ_DATABASE_URL")

function tell(why: string | null): void {
  // What it fails of may change while it is away, and is told once; that the variable is wrong is told whenever that is found out.
  if (rounds.why === why || (rounds.why !== null && why !== null && !isMisnamed(why))) return
  rounds.why = why
  if (why === null) log.info("The replica is read again.")
  else log.warn({ reason: why }, "The replica cannot be read: the primary is.")
}

type Needed = { readonly upTo: string; readonly timeline: number; readonly identity: string }
type Found = { readonly follows: boolean; readonly replayed: boolean; readonly timeline: number; readonly identity: string }

/**
 * Up to where the log must be replayed for all that was committed until now, and on which of its timelines: after a failover
 * one that has not followed may be further on, with what was lost. Without durable commits what is answered may not be flushed yet.
 */
async function askPrimary(): Promise<Needed | undefined> {
  const [row] = await accessDb().$queryRaw<Needed[]>`
    SELECT at::text AS "upTo", ('x' || left(pg_walfile_name(at), 8))::bit(32)::int AS timeline, ${IDENTITY} AS identity
    FROM (SELECT CASE current_setting('synchronous_commit') WHEN 'off' THEN pg_current_wal_insert_lsn() ELSE pg_current_wal_flush_lsn() END AS at) AS t`
  return row
}

async function askReplica(upTo: string): Promise<Found> {
  const asked = replayDb().$queryRaw<Found[]>`
    SELECT pg_is_in_recovery() AS follows, coalesce(pg_last_wal_replay_lsn() >= ${upTo}::pg_lsn, false) AS replayed,
      (SELECT timeline_id FROM pg_control_checkpoint()) AS timeline, ${IDENTITY} AS identity`
  const late = sleep(PATIENCE_MS.answer, null, { ref: false })
  const [found] = (await Promise.race([asked, late])) ?? []
  if (!found) throw new Error("It does not answer.")
  return found
}

async function look(needed: Needed): Promise<ReadPlace> {
  const began = performance.now()
  const patience = began < rounds.behindUntil ? 0 : PATIENCE_MS.replay
  for (;;) {
    const found = await askReplica(needed.upTo)
    if (!found.follows) throw new Error("READ_DATABASE_URL names a server that follows no other.")
    if (found.identity !== needed.identity) throw new Error("READ_DATABASE_URL names a replica of another database.")
    if (found.timeline !== needed.timeline)
      throw new Error("READ_DATABASE_URL names a replica that has not followed to the primary's timeline.")
    wakeReplica()
    tell(null)
    if (found.replayed) return "replica"
    if (performance.now() - began >= patience) break
    await sleep(LOOK_AGAIN_MS)
  }
  if (patience > 0) rounds.behindUntil = performance.now() + BEHIND_MS
  return "primary"
}

/** While the primary does not answer nobody knows what the replica lacks: that is no fault of the replica's. */
async function lookSafely(): Promise<ReadPlace> {
  if (isReplicaResting()) return "primary"
  try {
    const needed = await askPrimary().catch((error: unknown) => {
      if (sqlState(error) !== null && !isUnreachable(error) && !isWait(error)) throw error
    })
    return needed ? await look(needed) : "primary"
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
