import { readDb } from "#lib/db/client.ts"
import { ordersOnCycles } from "#lib/porting/on-cycles.ts"

/**
 * Each move of a cycle leads from an order that numbers came to as well, to one that they also went from: these have an index of
 * their own, and of a million orders they are some thousand.
 */
async function findOnCycles(): Promise<readonly string[]> {
  const moves = await readDb().$queryRaw<{ from: string; to: string }[]>`
    SELECT DISTINCT m.from_id AS "from", m.to_id AS "to"
    FROM orders f JOIN split_members m ON m.from_id = f.id JOIN orders t ON t.id = m.to_id
    WHERE f.split_in AND f.split_out AND t.split_in AND t.split_out`
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
