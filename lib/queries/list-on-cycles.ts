import { readDb } from "#lib/db/client.ts"
import { ordersOnCycles } from "#lib/porting/on-cycles.ts"

/**
 * Each move of a cycle leads from an order that numbers came to as well, to one that they also went from: of a million orders
 * that is some thousand moves.
 */
async function findOnCycles(): Promise<readonly string[]> {
  const moves = await readDb().$queryRaw<{ from: string; to: string }[]>`
    WITH moves AS MATERIALIZED (SELECT DISTINCT from_id, to_id FROM split_members)
    SELECT from_id AS "from", to_id AS "to" FROM moves
    WHERE from_id IN (SELECT to_id FROM moves) AND to_id IN (SELECT from_id FROM moves)`
  return [...ordersOnCycles(moves)]
}

let known: { readonly state: string; readonly ids: readonly string[] } | null = null

/**
 * The UUIDs of the orders that numbers left and came back to: looked for in all moves, and remembered for as long as no move
 * comes or goes. What is found after the state was read may be newer than it, and is then looked for once more.
 */
export async function listOnCycles(): Promise<readonly string[]> {
  const [{ state } = { state: "" }] = await readDb().$queryRaw<{ state: string }[]>`
    SELECT current_database() || ' ' || coalesce(sum(changes), 0) AS state FROM split_changes`
  if (known?.state !== state) known = { state, ids: await findOnCycles() }
  return known.ids
}
