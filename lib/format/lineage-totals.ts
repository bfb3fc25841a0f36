import type { LineageJson } from "#lib/contract.ts"

const plural = (count: number, one: string): string => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`

/** "6 orders · 31 numbers moved"; of what is told, where the graph is cut. */
export function lineageTotals({ nodes, edges, truncated }: LineageJson): string {
  const moved = edges.reduce((sum, edge) => sum + edge.count, 0)
  return `${plural(nodes.length, "order")} · ${plural(moved, "number")} moved${truncated ? " · only the nearest 500 orders are counted" : ""}`
}
