/** A node as the keyboard walks it: its neighbours by number, the topmost first. */
export type WalkNode = { readonly y: number; readonly parents: readonly number[]; readonly children: readonly number[] }
/** Where one stands, and among which nodes ↑ and ↓ move: those that came into question at the last step. */
export type WalkPlace = { readonly at: number; readonly row: readonly number[] }

type Nodes = readonly WalkNode[]

/** To the neighbour at the nearest height; the others are its row. */
function into(nodes: Nodes, { y }: WalkNode, row: readonly number[]): WalkPlace | null {
  const farness = (index: number): number => Math.abs((nodes[index]?.y ?? 0) - y)
  const [nearest] = row.toSorted((a, b) => farness(a) - farness(b))
  return nearest === undefined ? null : { at: nearest, row }
}

/** All that share a parent or a child with a node, and itself. */
function siblingsOf(nodes: Nodes, at: number): number[] {
  const { parents = [], children = [] } = nodes[at] ?? {}
  const found = new Set([
    at,
    ...parents.flatMap((index) => nodes[index]?.children ?? []),
    ...children.flatMap((index) => nodes[index]?.parents ?? []),
  ])
  return [...found].toSorted((a, b) => (nodes[a]?.y ?? 0) - (nodes[b]?.y ?? 0) || a - b)
}

/** Where an arrow key leads: → to a child, ← to a parent, ↑ and ↓ among the siblings. Null: nowhere. */
export function walkLineage(nodes: Nodes, { at, row }: WalkPlace, key: string): WalkPlace | null {
  const node = nodes[at]
  if (!node) return null
  if (key === "ArrowRight") return into(nodes, node, node.children)
  if (key === "ArrowLeft") return into(nodes, node, node.parents)
  if (key !== "ArrowUp" && key !== "ArrowDown") return null
  const siblings = row.length > 1 && row.includes(at) ? row : siblingsOf(nodes, at)
  const next = siblings[siblings.indexOf(at) + (key === "ArrowDown" ? 1 : -1)]
  return next === undefined ? null : { at: next, row: siblings }
}
