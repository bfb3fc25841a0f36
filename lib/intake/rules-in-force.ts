import type { Tx } from "#lib/db/client.ts"
import { loadRules, type SavedRules } from "#lib/db/load-rules.ts"
import type { Standing } from "#lib/db/order-row.ts"
import { attentionOf } from "#lib/porting/attention.ts"
import { courtOf } from "#lib/porting/court-of.ts"
import type { Order } from "#lib/porting/order.ts"
import type { Rules } from "#lib/porting/rules.ts"

/** The rules that this process read last. */
const holder = globalThis as typeof globalThis & { portlineRules?: SavedRules }

/**
 * The rules that orders are written by. Who saves rules locks the whole table of orders first. So a version that was read
 * together with an order's lock holds until the transaction ends; without one, it is read here, and the orders must be
 * locked already. Who has locked nothing yet compares the version, here and again as it writes.
 */
export async function rulesInForce(tx: Tx, version: number | null): Promise<SavedRules> {
  const known = holder.portlineRules
  if (known && known.version === version) return known
  const loaded = await loadRules(tx)
  holder.portlineRules = loaded
  return loaded
}

/** Whose move the order is and what of it needs somebody, by these rules. */
export function standingOf(order: Order, rules: Rules): Standing {
  const { status, messaging, deletedAt } = order
  return { court: courtOf({ status, messaging, deleted: deletedAt !== null }, rules.guide), attention: attentionOf(order, rules) }
}
