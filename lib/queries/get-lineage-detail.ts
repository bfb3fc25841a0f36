import { z } from "zod"
import type { Viewer } from "#lib/access/roles.ts"
import type { LineageDetail } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { kindPlace } from "#lib/porting/event.ts"
import { getLineage } from "./get-lineage.ts"
import { PAYLOAD } from "./payload-of.ts"

const orderId = z.looseObject({ id: z.string().toLowerCase() })
const splitSchema = z.looseObject({ from: orderId, to: orderId, porting_phone_numbers: z.array(z.unknown()).catch([]) })
const numberSchema = z.looseObject({ id: z.string().min(1) })

type Told = { readonly events: number; readonly unlisted: number }

/** Which edge one split event tells of, and whether it lists no number; as the intake reads it. */
function readSplit(payload: Uint8Array): { readonly edge: string; readonly unlisted: number } | null {
  const split = splitSchema.safeParse(JSON.parse(Buffer.from(payload).toString("utf8"))).data
  if (!split) return null
  const lists = split.porting_phone_numbers.some((item) => numberSchema.safeParse(item).success)
  return { edge: `${split.from.id} ${split.to.id}`, unlisted: lists ? 0 : 1 }
}

/** How many split events tell of each edge between some orders. */
async function countSplits(ids: readonly string[]): Promise<ReadonlyMap<string, Told>> {
  const rows = await readDb().$queryRaw<{ payload: Uint8Array }[]>`
    SELECT ${PAYLOAD} AS payload FROM events e
    WHERE e.key IN (SELECT eo.event_key FROM event_orders eo WHERE eo.order_id = ANY(${[...ids]}::uuid[]))
      AND e.kind = ${kindPlace("split")} AND NOT e.future AND e.projected`
  const told = new Map<string, Told>()
  for (const { payload } of rows) {
    const split = readSplit(payload)
    if (split === null) continue
    const before = told.get(split.edge) ?? { events: 0, unlisted: 0 }
    told.set(split.edge, { events: before.events + 1, unlisted: before.unlisted + split.unlisted })
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
