import { readDb } from "#lib/db/client.ts"
import { ordersOnCycles } from "#lib/porting/on-cycles.ts"
import { inRounds } from "./in-rounds.ts"

/**
 * Each move of a cycle leads from an order that numbers came to as well, to one that they also went from: these have an index of
 * their own, and of a million orders they are some thousand.
 */
async function findOnCycles(): Promise<readonly string[]> {
  const moves = await readDb().$queryRaw<{ from: string; to: string }[]>`
    WITH passed AS MATERIALIZED (SELECT id FROM orders WHERE split_in AND split_out)
    SELECT DISTINCT m.from_id AS "from", m.to_id AS "to" FROM split_members m
    WHERE m.from_id IN (SELECT id FROM passed) AND m.to_id IN (SELECT id FROM passed)`
  return [...ordersOnCycles(moves)]
}

let known: { readonly state: string; readonly ids: readonly string[] } | null = null

async function lookUp(): Promise<readonly string[]> {
  const [{ state } = { state: "" }] = await readDb().$queryRaw<{ state: string }[]>`
    SELECT current_database() || ' ' || coalesce(sum(changes), 0) AS state FROM split_changes`
  if (known?.state !== state) known = { state, ids: await findOnCycles() }
  return known.ids
}

const rounds = inRounds<readonly string[]>()

/**
 * The UUIDs of the orders that numbers left and came back to: looked for in all moves that may be of one, and remembered for as
 * long as no move comes or goes. What is found after the state was read may be newer than it, and is then looked for once more.
 */
export const listOnCycles = (): Promise<readonly string[]> => rounds("", lookUp)
