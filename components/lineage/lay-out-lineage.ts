import dagre from "@dagrejs/dagre"
import type { LineageEdgeJson, LineageJson, LineageNodeJson } from "#lib/contract.ts"

export const NODE_WIDTH = 176
export const NODE_HEIGHT = 52
const MOST_NODES = 150
const MARGIN = 24
const LOOP_ROOM = 24

export type Point = { readonly x: number; readonly y: number }
export type PlacedNode = { readonly node: LineageNodeJson; readonly x: number; readonly y: number }
export type PlacedEdge = {
  readonly edge: LineageEdgeJson
  readonly points: readonly Point[]
  readonly label: Point
  readonly isReturn: boolean
}
export type LineageLayout = {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
  readonly loops: readonly { readonly edge: LineageEdgeJson; readonly at: PlacedNode }[]
  /** Nodes that are not drawn. */
  readonly hidden: number
}

const keyOf = ({ from, to }: LineageEdgeJson): string => `${from} ${to}`

function laidOut(nodes: readonly LineageNodeJson[], edges: readonly LineageEdgeJson[], marginy: number) {
  const graph = new dagre.graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: "LR", nodesep: 28, ranksep: 84, marginx: MARGIN, marginy })
  for (const { id } of nodes) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT })
  for (const edge of edges) graph.setEdge(edge.from, edge.to, { width: 28, height: 18, labelpos: "c" }, keyOf(edge))
  dagre.layout(graph)
  return graph
}

/** The nearest nodes placed from left to right, with the edges between them; edges that run back close a cycle. */
export function layOutLineage({ nodes, edges }: LineageJson): LineageLayout {
  const drawn = nodes.slice(0, MOST_NODES)
  const ids = new Set(drawn.map((node) => node.id))
  const inside = edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to))
  const between = inside.filter((edge) => edge.from !== edge.to)
  const graph = laidOut(drawn, between, MARGIN + (between.length < inside.length ? LOOP_ROOM : 0))
  const placed = drawn.map((node) => ({ node, x: graph.node(node.id).x, y: graph.node(node.id).y }))
  const at = new Map(placed.map((one) => [one.node.id, one]))
  const { width = 0, height = 0 } = graph.graph()
  return {
    width,
    height,
    nodes: placed,
    edges: between.map((edge) => placeEdge(edge, graph.edge(edge.from, edge.to, keyOf(edge)), at)),
    loops: inside.flatMap((edge) => {
      const self = edge.from === edge.to ? at.get(edge.from) : undefined
      return self ? [{ edge, at: self }] : []
    }),
    hidden: nodes.length - drawn.length,
  }
}

type Laid = { readonly points?: readonly Point[]; readonly x?: number; readonly y?: number }

function placeEdge(edge: LineageEdgeJson, { points = [], x = 0, y = 0 }: Laid, at: ReadonlyMap<string, PlacedNode>): PlacedEdge {
  const isReturn = (at.get(edge.from)?.x ?? 0) >= (at.get(edge.to)?.x ?? 0)
  return { edge, points, label: { x, y }, isReturn }
}
