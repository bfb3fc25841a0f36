import type { LineageShown } from "#lib/format/lineage-shown.ts"
import { moveSentence } from "#lib/format/lineage-text.ts"
import { ArrowHead } from "./arrow-head.tsx"
import type { BoundLineage } from "./bound-lineage.ts"
import { layOutLineage } from "./lay-out-lineage.ts"
import { LineageCanvas } from "./lineage-canvas.tsx"
import { LineageEdge, LineageLink, LineageLoop, LineageReturn } from "./lineage-edge.tsx"
import { LineageGroup } from "./lineage-group.tsx"
import { LineageLegend } from "./lineage-legend.tsx"
import { LineageNode } from "./lineage-node.tsx"
import { walkNodes } from "./walk-nodes.ts"

type GraphProps = { readonly shown: LineageShown; readonly bound: BoundLineage; readonly nameOf: (id: string) => string }

/** The graph, laid out here on the server and sent as a plain drawing. */
export function LineageGraph({ shown, bound, nameOf }: GraphProps) {
  const layout = layOutLineage(bound)
  const { width, height, orders, groups, moves, returns, loops, links } = layout
  const name = `Lineage of ${nameOf(shown.focus)}: ${orders.length} ${orders.length === 1 ? "order" : "orders"}`
  return (
    <LineageCanvas nodes={walkNodes(layout)} legend={<LineageLegend layout={layout} left={shown.orders.length - orders.length} />}>
      <svg
        // biome-ignore lint/a11y/noRedundantRoles: no browser gives an svg this role by itself
        role="graphics-document"
        aria-label={name}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className="mx-auto block max-w-none print:h-auto print:w-full"
      >
        <ArrowHead />
        {links.map(({ key, points }) => (
          <LineageLink key={key} points={points} />
        ))}
        {moves.map((placed) => (
          <LineageEdge key={`${placed.move.from} ${placed.move.to}`} placed={placed} title={moveSentence(placed.move, nameOf)} />
        ))}
        {returns.map((placed) => (
          <LineageReturn key={`${placed.move.from} ${placed.move.to}`} placed={placed} title={moveSentence(placed.move, nameOf)} />
        ))}
        {loops.map(({ move, at }) => (
          <LineageLoop key={move.from} at={at} count={move.count} title={moveSentence(move, nameOf)} />
        ))}
        {orders.map((placed) => (
          <LineageNode key={placed.key} placed={placed} moves={shown.kept} isCurrent={placed.key === shown.focus} />
        ))}
        {groups.map((placed) => (
          <LineageGroup key={placed.key} placed={placed} anchorName={nameOf(placed.group.anchor)} />
        ))}
      </svg>
    </LineageCanvas>
  )
}
