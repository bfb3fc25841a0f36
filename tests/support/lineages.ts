import type { LineageDetail, LineageOrder } from "#lib/contract.ts"
import type { LineageQuery } from "#lib/format/lineage-query.ts"

/** All of a family, as the page may be asked for it. */
export const EVERYTHING: LineageQuery = { up: Number.POSITIVE_INFINITY, down: Number.POSITIVE_INFINITY, min: 1, view: null }

export function orderOf(id: string, more: Partial<LineageOrder> = {}): LineageOrder {
  const known = { support_key: null, customer_reference: null, status: "submitted", messaging_port_status: null }
  const marks = { deleted: false, key_is_shared: false, section: null, attention_court: "none" as const, due_at: null }
  return { id, ...known, court: "carrier", placeholder: false, ...marks, ...more }
}

/** A family from moves like "a>b:3" (three numbers from a to b), each a second later unless it says when: "a>b:3@…". */
export function familyFrom(moves: string, known: readonly LineageOrder[] = []): LineageDetail {
  const edges = moves.split(" ").map((text, index) => {
    const [, from = "", to = "", count, at] = /^(.+)>(.+?)(?::(\d+))?(?:@(.+))?$/.exec(text) ?? []
    const time = at ?? new Date(Date.UTC(2024, 4, 1, 10, 0, index)).toISOString().replace(".000Z", "Z")
    return { from, to, count: Number(count ?? 1), first_at: time, last_at: time, events: Number(count ?? 1), unlisted: 0 }
  })
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))]
  return { nodes: ids.map((id) => known.find((order) => order.id === id) ?? orderOf(id)), edges, truncated: false }
}
