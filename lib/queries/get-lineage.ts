import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { LineageEdgeJson, LineageJson, LineageNodeJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { findOrderId } from "./find-order.ts"

const MAX_NODES = 500

/** The ids next to these over any edge, either way, sorted. */
async function neighboursOf(ids: readonly string[]): Promise<string[]> {
  const rows = await readDb().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT id::text FROM (
      SELECT to_id AS id FROM split_members WHERE from_id = ANY(${[...ids]}::uuid[])
      UNION ALL SELECT from_id FROM split_members WHERE to_id = ANY(${[...ids]}::uuid[])
    ) AS t ORDER BY id`
  return rows.map((row) => row.id)
}

/** The connected component, nearest first, ties by id, as far as the bound goes. */
async function walkComponent(start: string): Promise<{ ids: string[]; truncated: boolean }> {
  const seen = new Set([start])
  let frontier = [start]
  while (frontier.length > 0) {
    const next = (await neighboursOf(frontier)).filter((id) => !seen.has(id))
    const room = MAX_NODES - seen.size
    for (const id of next.slice(0, room)) seen.add(id)
    if (next.length > room) return { ids: [...seen], truncated: true }
    frontier = next
  }
  return { ids: [...seen], truncated: false }
}

/** The orders that numbers moved from, to and through, and the edges between them. Null where there is no such order. */
export async function getLineage(viewer: Viewer, name: string): Promise<LineageJson | null> {
  authorize(viewer, "read")
  const id = await findOrderId(name)
  if (id === null) return null
  const { ids, truncated } = await walkComponent(id)
  const [nodes, edges] = await Promise.all([
    readDb().$queryRaw<LineageNodeJson[]>`
      SELECT id::text, support_key, customer_reference, status_value AS status, messaging_status AS messaging_port_status, court, placeholder
      FROM orders WHERE id = ANY(${ids}::uuid[])`,
    readDb().$queryRaw<LineageEdgeJson[]>`
      SELECT from_id::text AS "from", to_id::text AS "to", count(*)::int AS count,
        (array_agg(first_text ORDER BY first_at, first_text COLLATE "C"))[1] AS first_at,
        (array_agg(last_text ORDER BY last_at DESC, last_text COLLATE "C" DESC))[1] AS last_at
      FROM split_members WHERE from_id = ANY(${ids}::uuid[]) AND to_id = ANY(${ids}::uuid[])
      GROUP BY from_id, to_id ORDER BY from_id, to_id`,
  ])
  const place = new Map(ids.map((nodeId, index) => [nodeId, index]))
  return { nodes: nodes.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)), edges, truncated }
}
