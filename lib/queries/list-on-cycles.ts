import { readDb } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import { ordersOnCycles } from "#lib/porting/on-cycles.ts"
import { inRounds } from "./in-rounds.ts"

const STATE = Prisma.sql`SELECT current_database() || ' ' || coalesce(sum(changes), 0) AS state FROM split_changes`

type Known = { readonly state: string; readonly ids: readonly string[] }

/**
 * Each move of a cycle leads from an order that numbers came to as well, to one that they also went from: of a million orders
 * that is some thousand moves. With the state that they are of.
 */
async function findOnCycles(): Promise<Known> {
  const rows = await readDb().$queryRaw<({ state: string } & ({ from: string; to: string } | { from: null; to: null }))[]>`
    WITH moves AS MATERIALIZED (SELECT DISTINCT from_id, to_id FROM split_members)
    SELECT s.state, m.from_id AS "from", m.to_id AS "to" FROM (${STATE}) AS s LEFT JOIN moves m
      ON m.from_id IN (SELECT to_id FROM moves) AND m.to_id IN (SELECT from_id FROM moves)`
  return { state: rows[0]?.state ?? "", ids: [...ordersOnCycles(rows.flatMap((row) => (row.from === null ? [] : [row])))] }
}

let known: Known | null = null

async function lookUp(): Promise<readonly string[]> {
  const [row] = await readDb().$queryRaw<{ state: string }[]>`${STATE}`
  if (known === null || known.state !== row?.state) known = await findOnCycles()
  return known.ids
}

const rounds = inRounds<readonly string[]>()

/** The UUIDs of the orders that numbers left and came back to: looked for in all moves, and remembered for as long as no move comes or goes. */
export const listOnCycles = (): Promise<readonly string[]> => rounds("", lookUp)
