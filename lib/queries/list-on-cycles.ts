import { readDb } from "#lib/db/client.ts"
import { ordersOnCycles } from "#lib/porting/on-cycles.ts"

/**
 * The UUIDs of the orders that numbers left and came back to. Each move of a cycle leads from an order that numbers came to
 * as well, to one that they also went from: of a million orders that is some thousand moves.
 */
export async function listOnCycles(): Promise<readonly string[]> {
  const moves = await readDb().$queryRaw<{ from: string; to: string }[]>`
    WITH moves AS MATERIALIZED (SELECT DISTINCT from_id, to_id FROM split_members)
    SELECT from_id AS "from", to_id AS "to" FROM moves
    WHERE from_id IN (SELECT to_id FROM moves) AND to_id IN (SELECT from_id FROM moves)`
  return [...ordersOnCycles(moves)]
}
