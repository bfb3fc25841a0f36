import type { LineageLayout } from "./lay-out-lineage.ts"
import type { WalkNode } from "./walk-lineage.ts"

type Pair = readonly [from: number, to: number]

/**
 * The drawn nodes, orders and then groups, as the keyboard walks them. Ways back count only where nothing leads
 * onward: what they lead to was the way here, and → should not jump to the left while there is anything to the right.
 */
export function walkNodes({ orders, groups, moves, returns, links }: LineageLayout): WalkNode[] {
  const nodes = [...orders, ...groups]
  const numbers = new Map(nodes.map(({ key }, index) => [key, index]))
  const pair = (from: string, to: string): Pair => [numbers.get(from) ?? -1, numbers.get(to) ?? -1]
  const grouped = links.map(({ key }, index) => {
    const { anchor = "", side } = groups[index]?.group ?? {}
    return side === "after" ? pair(anchor, key) : pair(key, anchor)
  })
  const onward = [...moves.map(({ move }) => pair(move.from, move.to)), ...grouped]
  const back = returns.map(({ move }) => pair(move.from, move.to))
  const topmost = (some: readonly number[]): number[] => [...new Set(some)].sort((a, b) => (nodes[a]?.y ?? 0) - (nodes[b]?.y ?? 0) || a - b)
  const parentsOf = (index: number, pairs: readonly Pair[]) => topmost(pairs.flatMap(([from, to]) => (to === index ? [from] : [])))
  const childrenOf = (index: number, pairs: readonly Pair[]) => topmost(pairs.flatMap(([from, to]) => (from === index ? [to] : [])))
  return nodes.map(({ y }, index) => {
    const [parents, children] = [parentsOf(index, onward), childrenOf(index, onward)]
    return {
      y: Math.round(y),
      parents: parents.length > 0 ? parents : parentsOf(index, back),
      children: children.length > 0 ? children : childrenOf(index, back),
    }
  })
}
