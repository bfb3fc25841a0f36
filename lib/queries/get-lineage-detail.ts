import type { Viewer } from "#lib/access/roles.ts"
import type { LineageDetail } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { kindPlace } from "#lib/porting/event.ts"
import { readMove } from "#lib/porting/timeline.ts"
import { getLineage } from "./get-lineage.ts"

type Told = { readonly events: number; readonly unlisted: number }

/** How many split events tell of each edge between some orders, and how many of them list no number; by their sentences, since bodies are many and long. */
async function countSplits(ids: readonly string[]): Promise<ReadonlyMap<string, Told>> {
  const rows = await readDb().$queryRaw<{ summary: string; events: number }[]>`
    SELECT e.summary, count(*)::int AS events FROM events e
    WHERE e.key IN (SELECT eo.event_key FROM event_orders eo WHERE eo.order_id = ANY(${[...ids]}::uuid[]))
      AND e.kind = ${kindPlace("split")} AND NOT e.future AND e.projected
    GROUP BY 1`
  const told = new Map<string, Told>()
  for (const { summary, events } of rows) {
    const move = readMove(summary)
    if (move === null) continue
    const edge = `${move.from} ${move.to}`
    const before = told.get(edge) ?? { events: 0, unlisted: 0 }
    told.set(edge, { events: before.events + events, unlisted: before.unlisted + (move.isListed ? 0 : events) })
  }
  return told
}

/** Those of some orders that are deleted drafts. */
export async function listDeleted(ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await readDb().$queryRaw<{ id: string }[]>`
    SELECT id::text FROM orders WHERE id = ANY(${[...ids]}::uuid[]) AND deleted_at IS NOT NULL`
  return new Set(rows.map(({ id }) => id))
}

/** The lineage with what only the page tells: which orders are deleted, and by how many events each edge is told. */
export async function getLineageDetail(viewer: Viewer, name: string): Promise<LineageDetail | null> {
  const lineage = await getLineage(viewer, name)
  if (lineage === null) return null
  const ids = lineage.nodes.map(({ id }) => id)
  const [told, deleted] = await Promise.all([lineage.edges.length > 0 ? countSplits(ids) : null, listDeleted(ids)])
  return {
    ...lineage,
    nodes: lineage.nodes.map((node) => ({ ...node, deleted: deleted.has(node.id) })),
    edges: lineage.edges.map((edge) => {
      const { events, unlisted } = told?.get(`${edge.from} ${edge.to}`) ?? { events: 1, unlisted: 0 }
      return { ...edge, events, unlisted: Math.min(unlisted, edge.count) }
    }),
  }
}
