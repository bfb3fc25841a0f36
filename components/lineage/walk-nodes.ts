import type { LineageLayout } from "./lay-out-lineage.ts"
import type { WalkNode } from "./walk-lineage.ts"

/** The drawn nodes, orders and then groups, as the keyboard walks them. */
export function walkNodes({ orders, groups, moves, returns, links }: LineageLayout): WalkNode[] {
  const nodes = [...orders, ...groups]
  const numbers = new Map(nodes.map(({ key }, index) => [key, index]))
  const ends = [
    ...[...moves, ...returns].map(({ move }) => [move.from, move.to]),
    ...links.map(({ key }, index) => {
      const { anchor = "", side } = groups[index]?.group ?? {}
      return side === "after" ? [anchor, key] : [key, anchor]
    }),
  ]
  const pairs = ends.map(([from = "", to = ""]) => [numbers.get(from) ?? -1, numbers.get(to) ?? -1] as const)
  const topmost = (some: readonly number[]): number[] => [...new Set(some)].sort((a, b) => (nodes[a]?.y ?? 0) - (nodes[b]?.y ?? 0) || a - b)
  return nodes.map(({ y }, index) => ({
    y: Math.round(y),
    parents: topmost(pairs.flatMap(([from, to]) => (to === index ? [from] : []))),
    children: topmost(pairs.flatMap(([from, to]) => (from === index ? [to] : []))),
  }))
}
