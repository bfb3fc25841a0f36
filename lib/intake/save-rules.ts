import { setTimeout as sleep } from "node:timers/promises"
import type { Db, Tx } from "#lib/db/client.ts"
import { databaseReason } from "#lib/db/database-reason.ts"
import { affectedBy, judgedOrders } from "#lib/db/judged-orders.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { type OrderRow, orderFromRow, type StandingRow, standingToRow } from "#lib/db/order-row.ts"
import { type OwnRules, type Rules, rulesFrom } from "#lib/porting/rules.ts"
import { standingOf } from "./rules-in-force.ts"
import { notifyOrders } from "./write-changes.ts"

/** `stale`: somebody saved meanwhile, and their version is in force. `changed`: how many orders stand elsewhere now. */
export type SavedOutcome =
  | { readonly ok: true; readonly version: number; readonly changed: number }
  | { readonly ok: false; readonly reason: "stale" }

const PATIENCE_MS = 5_000
/** Who waits for the table makes every webhook wait behind: not long, and then again later. */
const LOCK_WAIT_MS = 300
const MOST_TRIES = 10

/** Writes where orders stand by new rules, those only that stand elsewhere than before. */
async function writeStandings(tx: Tx, rows: readonly (OrderRow & StandingRow)[], rules: Rules): Promise<string[]> {
  const standings = rows.map((row) => ({ id: row.id, before: row, now: standingToRow(standingOf(orderFromRow(row), rules)) }))
  const changed = standings.filter(({ before, now }) =>
    Object.entries(now).some(([name, value]) => before[name as keyof StandingRow] !== value),
  )
  await tx.$executeRaw`
    UPDATE orders o SET court = n.court, attention_court = n.attention_court, attention_needs = n.attention_needs,
      due_at = n.due_at, watch_from = n.watch_from, updated_at = clock_timestamp()
    FROM unnest(
      ${changed.map(({ id }) => id)}::uuid[], ${changed.map(({ now }) => now.court)}::text[], ${changed.map(({ now }) => now.attention_court)}::text[],
      ${changed.map(({ now }) => now.attention_needs)}::boolean[], ${changed.map(({ now }) => now.due_at)}::timestamptz[],
      ${changed.map(({ now }) => now.watch_from)}::timestamptz[]
    ) AS n(id, court, attention_court, attention_needs, due_at, watch_from) WHERE o.id = n.id`
  return changed.map(({ id }) => id)
}

/**
 * Saves the operator's rules as a new version and writes anew where the orders stand that they concern, in one
 * transaction. The table of orders is locked first: a webhook that is being written is waited for, and the next one sees
 * the new version, so that no order is ever left standing by old rules. `base` is the version that was edited.
 */
export async function saveRules(db: Db, base: number, own: OwnRules): Promise<SavedOutcome> {
  for (let tries = 1; ; tries++) {
    try {
      return await saveOnce(db, base, own)
    } catch (error) {
      if (tries === MOST_TRIES || !databaseReason(error).includes("lock timeout")) throw error
      await sleep(LOCK_WAIT_MS)
    }
  }
}

async function saveOnce(db: Db, base: number, own: OwnRules): Promise<SavedOutcome> {
  return db.$transaction(
    async (tx) => {
      await tx.$executeRawUnsafe(`SET LOCAL lock_timeout = ${LOCK_WAIT_MS}`)
      await tx.$executeRaw`LOCK TABLE orders IN EXCLUSIVE MODE`
      const { version, rules: before } = await loadRules(tx)
      if (version !== base) return { ok: false, reason: "stale" }
      const rules = rulesFrom(own)
      await tx.$executeRaw`INSERT INTO rules (version, value, saved_at) VALUES (${version + 1}, ${JSON.stringify(own)}, clock_timestamp())`
      let changed = 0
      for await (const rows of judgedOrders(tx, affectedBy(before, rules))) {
        const ids = await writeStandings(tx, rows, rules)
        await notifyOrders(tx, ids)
        changed += ids.length
      }
      return { ok: true, version: version + 1, changed }
    },
    { maxWait: PATIENCE_MS, timeout: 60_000 },
  )
}
