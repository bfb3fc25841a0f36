import type { Viewer } from "#lib/access/roles.ts"
import type { LineageDetail, LineageNodeJson, LineageOrder } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { kindPlace } from "#lib/porting/event.ts"
import { readMove } from "#lib/porting/timeline.ts"
import { getLineage } from "./get-lineage.ts"
import { sectionAt } from "./in-sections.ts"
import { KEY_IS_SHARED } from "./order-json.ts"

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

type Mark = Omit<LineageOrder, keyof LineageNodeJson>
const NO_MARK: Mark = { deleted: false, key_is_shared: false, section: null, attention_court: "none", due_at: null }

/** Orders of a lineage with what only the screens tell of them, at a moment (milliseconds since 1970). */
export async function markedOrders(nodes: readonly LineageNodeJson[], now: number): Promise<LineageOrder[]> {
  const rows = await readDb().$queryRaw<(Mark & { readonly id: string })[]>`
    SELECT o.id::text, o.deleted_at IS NOT NULL AS deleted, ${KEY_IS_SHARED} AS key_is_shared, ${sectionAt(now)} AS section, o.attention_court, ${microText(Prisma.sql`o.due_at`)} AS due_at
    FROM orders o WHERE o.id = ANY(${nodes.map(({ id }) => id)}::uuid[])`
  const marks = new Map(rows.map(({ id, ...mark }) => [id, mark]))
  return nodes.map((node) => ({ ...node, ...(marks.get(node.id) ?? NO_MARK) }))
}

/** The lineage with what only the page tells: which orders are deleted, and by how many events each edge is told. */
export async function getLineageDetail(viewer: Viewer, name: string): Promise<LineageDetail | null> {
  const lineage = await getLineage(viewer, name)
  if (lineage === null) return null
  const ids = lineage.nodes.map(({ id }) => id)
  const [told, nodes] = await Promise.all([lineage.edges.length > 0 ? countSplits(ids) : null, markedOrders(lineage.nodes, Date.now())])
  return {
    ...lineage,
    nodes,
    edges: lineage.edges.map((edge) => {
      const { events, unlisted } = told?.get(`${edge.from} ${edge.to}`) ?? { events: 1, unlisted: 0 }
      return { ...edge, events, unlisted: Math.min(unlisted, edge.count) }
    }),
  }
}
