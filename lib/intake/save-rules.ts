import { setTimeout as sleep } from "node:timers/promises"
import { ADVISORY_LOCKS } from "#lib/db/advisory-locks.ts"
import type { Db, Tx } from "#lib/db/client.ts"
import { databaseReason } from "#lib/db/database-reason.ts"
import { type Affected, affectedBy, judgedOrders } from "#lib/db/judged-orders.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { orderFromRow, type StandingRow, standingToRow } from "#lib/db/order-row.ts"
import { Prisma } from "#lib/db/sql.ts"
import { type OwnRules, type Rules, rulesFrom } from "#lib/porting/rules.ts"
import { standingOf } from "./rules-in-force.ts"
import { notifyOrders } from "./write-changes.ts"

/** `stale`: somebody saved meanwhile, and their version is in force. `changed`: how many orders stand elsewhere now. */
export type SavedOutcome =
  | { readonly ok: true; readonly version: number; readonly changed: number }
  | { readonly ok: false; readonly reason: "stale" }

/** A million orders are judged in half a minute. */
const PATIENCE = { maxWait: 5_000, timeout: 5 * 60_000 }
/** Who waits for the table makes every webhook wait behind: not long, and then again later. */
const LOCK_WAIT_MS = 300
const MOST_TRIES = 20
const ORDERS_A_STATEMENT = 5_000

/**
 * Where orders would stand by new rules; the columns are null where they stand there already. `version` is PostgreSQL's own of the
 * row that was judged. Gone with the transaction.
 */
async function makeJudgements(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE judgements (id uuid PRIMARY KEY, version xid NOT NULL, court text, attention_court text,
      attention_needs boolean, due_at timestamptz, watch_from timestamptz) ON COMMIT DROP`
}

/** That an order `o` is not judged as it is now. */
const IS_UNJUDGED = Prisma.sql`NOT EXISTS (SELECT 1 FROM judgements j WHERE j.id = o.id AND j.version = o.xmin)`

/** Judges the orders concerned, those only for which `condition` holds. */
async function judge(tx: Tx, { affected, rules }: { affected: Affected; rules: Rules }, condition?: Prisma.Sql): Promise<void> {
  for await (const rows of judgedOrders(tx, affected, condition)) {
    const judged = rows.map((row) => {
      const now = standingToRow(standingOf(orderFromRow(row), rules))
      const isElsewhere = Object.entries(now).some(([name, value]) => row[name as keyof StandingRow] !== value)
      return { row, now: isElsewhere ? now : null }
    })
    await tx.$executeRaw`
      INSERT INTO judgements SELECT * FROM unnest(
        ${judged.map(({ row }) => row.id)}::uuid[], ${judged.map(({ row }) => row.version)}::xid[],
        ${judged.map(({ now }) => now?.court ?? null)}::text[], ${judged.map(({ now }) => now?.attention_court ?? null)}::text[],
        ${judged.map(({ now }) => now?.attention_needs ?? null)}::boolean[], ${judged.map(({ now }) => now?.due_at ?? null)}::timestamptz[],
        ${judged.map(({ now }) => now?.watch_from ?? null)}::timestamptz[]) AS t
      ON CONFLICT (id) DO UPDATE SET (version, court, attention_court, attention_needs, due_at, watch_from)
        = (excluded.version, excluded.court, excluded.attention_court, excluded.attention_needs, excluded.due_at, excluded.watch_from)`
  }
}

const setLockTimeout = (tx: Tx, ms: number): Promise<unknown> => tx.$executeRaw`SELECT set_config('lock_timeout', ${String(ms)}, true)`

/** Holds all orders as they are until the transaction ends. */
async function lockTable(tx: Tx): Promise<void> {
  await tx.$executeRaw`SAVEPOINT unlocked`
  await setLockTimeout(tx, LOCK_WAIT_MS)
  for (let tries = 1; ; tries++) {
    try {
      await tx.$executeRaw`LOCK TABLE orders IN EXCLUSIVE MODE`
      break
    } catch (error) {
      if (tries === MOST_TRIES || !databaseReason(error).includes("lock timeout")) throw error
      await tx.$executeRaw`ROLLBACK TO SAVEPOINT unlocked`
      await sleep(LOCK_WAIT_MS * Math.min(tries, 5))
      await setLockTimeout(tx, LOCK_WAIT_MS)
    }
  }
  await setLockTimeout(tx, 0)
  await tx.$executeRaw`RELEASE SAVEPOINT unlocked`
}

/** Writes the orders that stand elsewhere, and tells of them. Returns how many; one that is not as it was judged is left. */
async function writeStandings(tx: Tx): Promise<number> {
  let written = 0
  // Of a table that has grown since it was looked at, the planner would go over all orders for each.
  await tx.$executeRaw`SELECT set_config('enable_seqscan', 'off', true)`
  for (let last: string | null = null; ; ) {
    const rows: { last: string | null; ids: string[] }[] = await tx.$queryRaw`
      WITH piece AS MATERIALIZED (
        SELECT * FROM judgements WHERE court IS NOT NULL AND (${last}::uuid IS NULL OR id > ${last}::uuid) ORDER BY id LIMIT ${ORDERS_A_STATEMENT}
      ), written AS (
        UPDATE orders o SET court = n.court, attention_court = n.attention_court, attention_needs = n.attention_needs,
          due_at = n.due_at, watch_from = n.watch_from, updated_at = clock_timestamp()
        FROM piece n WHERE o.id = n.id AND o.xmin = n.version
        RETURNING o.id
      )
      SELECT (SELECT id::text FROM piece ORDER BY piece.id DESC LIMIT 1) AS last, array(SELECT id::text FROM written) AS ids`
    const [piece] = rows
    if (!piece || piece.last === null) return written
    await notifyOrders(tx, piece.ids)
    written += piece.ids.length
    last = piece.last
  }
}

/**
 * Saves the operator's rules as a new version and writes anew where the orders stand that they concern, in one
 * transaction. `base` is the version that was edited. The orders are judged beside the webhooks; then the table of
 * orders is locked: a webhook that is being written is waited for, and the next one sees the new version, so that no
 * order is ever left standing by old rules. What a webhook changed meanwhile is judged once more under the lock.
 */
export async function saveRules(db: Db, base: number, own: OwnRules): Promise<SavedOutcome> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADVISORY_LOCKS.rules})`
    const { version, rules: before } = await loadRules(tx)
    if (version !== base) return { ok: false, reason: "stale" }
    const rules = rulesFrom(own)
    const change = { affected: affectedBy(before, rules), rules }
    await makeJudgements(tx)
    await judge(tx, change)
    await tx.$executeRaw`ANALYZE judgements`
    await lockTable(tx)
    if ((await loadRules(tx)).version !== base) return { ok: false, reason: "stale" }
    await judge(tx, change, IS_UNJUDGED)
    await tx.$executeRaw`INSERT INTO rules (version, value, saved_at) VALUES (${version + 1}, ${JSON.stringify(own)}, clock_timestamp())`
    return { ok: true, version: version + 1, changed: await writeStandings(tx) }
  }, PATIENCE)
}
