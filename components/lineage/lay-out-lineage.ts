import dagre from "@dagrejs/dagre"
import type { LineageOrder } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import type { ShownMove } from "#lib/format/lineage-shown.ts"
import { netText } from "#lib/format/lineage-text.ts"
import { type MoveKind, moveKey } from "#lib/porting/move-kinds.ts"
import type { BoundLineage, HiddenGroup } from "./bound-lineage.ts"
import { type Box, type Point, routeReturns } from "./route-returns.ts"

const NODE = { width: 176, height: 52 }
const GROUP = { width: 84, height: 28 }
const MARGIN = 24
const LOOP_ROOM = 24
const LABEL_CHAR = 7

export type PlacedOrder = Box & { readonly key: string; readonly order: LineageOrder }
export type PlacedGroup = Box & { readonly key: string; readonly group: HiddenGroup }
export type PlacedMove = {
  readonly move: ShownMove
  /** As the points of a path; those of a way back are its corners. */
  readonly points: readonly Point[]
  readonly at: Point
  readonly label: string
}
export type PlacedLink = { readonly key: string; readonly points: readonly Point[] }
export type LineageLayout = {
  readonly width: number
  readonly height: number
  readonly orders: readonly PlacedOrder[]
  readonly groups: readonly PlacedGroup[]
  readonly moves: readonly PlacedMove[]
  readonly returns: readonly PlacedMove[]
  readonly loops: readonly { readonly move: ShownMove; readonly at: Box }[]
  /** From an order to a group beside it. */
  readonly links: readonly PlacedLink[]
}

export const labelWidth = (label: string): number => 14 + label.length * LABEL_CHAR

function moveLabel({ count, net, kind }: ShownMove): string {
  const text = countText(count)
  return `${text}${kind === "back" ? " back" : ""}${net === null ? "" : ` · ${netText(net)}`}`
}

const groupKey = ({ anchor, side }: HiddenGroup): string => `${anchor} ${side}`
type Ends = { readonly v: string; readonly w: string }
/** From where to where a group's line runs. */
const groupEnds = (group: HiddenGroup): Ends =>
  group.side === "after" ? { v: group.anchor, w: groupKey(group) } : { v: groupKey(group), w: group.anchor }

function layOut({ orders, groups, moves }: BoundLineage, forward: readonly ShownMove[]) {
  const looped = new Set(moves.flatMap(({ kind, from }) => (kind === "self" ? [from] : [])))
  const graph = new dagre.graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: "LR", nodesep: 28, ranksep: 84, marginx: MARGIN, marginy: MARGIN })
  for (const { id } of orders) graph.setNode(id, { ...NODE, height: NODE.height + (looped.has(id) ? 2 * LOOP_ROOM : 0) })
  for (const group of groups) graph.setNode(groupKey(group), { ...GROUP })
  for (const move of forward) {
    graph.setEdge(move.from, move.to, { width: labelWidth(moveLabel(move)), height: 18, labelpos: "c" }, moveKey(move))
  }
  for (const group of groups) graph.setEdge(groupEnds(group).v, groupEnds(group).w, { width: 0, height: 0 }, groupKey(group))
  dagre.layout(graph)
  return graph
}

type Graph = ReturnType<typeof layOut>

function boxOf(graph: Graph, id: string, { width, height } = NODE): Box {
  const { x, y } = graph.node(id)
  return { x, y, width, height }
}

/** A line out of the middle of one box's side into the middle of the other's, by way of where dagre leads it. */
function lineBetween(graph: Graph, { v, w }: Ends, key: string): { points: Point[]; at: Point } {
  const { points = [], x = 0, y = 0 } = graph.edge(v, w, key)
  const [from, to] = [graph.node(v), graph.node(w)]
  const start = { x: from.x + from.width / 2, y: from.y }
  const end = { x: to.x - to.width / 2, y: to.y }
  return { points: [start, ...points.slice(1, -1), end], at: { x, y } }
}

/** The lines between what stands already: on from left to right, and to the groups. */
function placeLines(graph: Graph, forward: readonly ShownMove[], groups: readonly HiddenGroup[]) {
  const moves = forward.map((move) => {
    const line = lineBetween(graph, { v: move.from, w: move.to }, moveKey(move))
    return { move, label: moveLabel(move), ...line }
  })
  const links = groups.map((group) => ({ key: groupKey(group), points: lineBetween(graph, groupEnds(group), groupKey(group)).points }))
  return { moves, links }
}

/** Orders from left to right as their numbers went; what came back later runs below them, and does not bend the order. */
export function layOutLineage(bound: BoundLineage): LineageLayout {
  const ofKind = (...kinds: MoveKind[]): ShownMove[] => bound.moves.filter(({ kind }) => kinds.includes(kind))
  const forward = ofKind("forward", "cycle")
  const graph = layOut(bound, forward)
  const orders = bound.orders.map((order) => ({ key: order.id, order, ...boxOf(graph, order.id) }))
  const { moves, links } = placeLines(graph, forward, bound.groups)
  const back = ofKind("back").map((move) => ({ move, label: moveLabel(move) }))
  const taken = [...moves, ...links].flatMap(({ points }) => points)
  const returns = routeReturns(back, new Map(orders.map((box) => [box.key, box])), taken)
  const { width = 0, height = 0 } = graph.graph()
  return {
    width,
    height: Math.max(height, ...returns.map(({ at }) => at.y + MARGIN)),
    orders,
    groups: bound.groups.map((group) => ({ key: groupKey(group), group, ...boxOf(graph, groupKey(group), GROUP) })),
    moves,
    returns,
    loops: ofKind("self").map((move) => ({ move, at: boxOf(graph, move.from) })),
    links,
  }
}
