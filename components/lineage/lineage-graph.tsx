import type { LineageEdgeJson, LineageJson } from "#lib/contract.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { ScrollRegion } from "../ui/scroll-region.tsx"
import { layOutLineage } from "./lay-out-lineage.ts"
import { LineageEdge, LineageLoop } from "./lineage-edge.tsx"
import { LineageNode } from "./lineage-node.tsx"

/** The graph, laid out here on the server and sent as a plain drawing. */
export function LineageGraph({ lineage, currentId, name }: { lineage: LineageJson; currentId: string; name: string }) {
  const { width, height, nodes, edges, loops, hidden } = layOutLineage(lineage)
  const names = new Map(lineage.nodes.map((node) => [node.id, shortOrderName(node)]))
  const nameOf = ({ from, to, count }: LineageEdgeJson): string => `${count} from ${names.get(from)} to ${names.get(to)}`
  return (
    <div className="flex flex-col gap-2">
      <ScrollRegion name="Lineage graph" className="card">
        <svg
          // biome-ignore lint/a11y/noRedundantRoles: no browser gives an svg this role by itself
          role="graphics-document"
          aria-label={`Lineage of ${name}`}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          className="mx-auto block max-w-none"
        >
          <defs>
            <marker
              id="arrow"
              viewBox="0 0 10 10"
              refX="9"
              refY="5"
              markerWidth="9"
              markerHeight="9"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0.5L10 5L0 9.5z" className="fill-control" />
            </marker>
          </defs>
          {edges.map((placed) => (
            <LineageEdge key={`${placed.edge.from} ${placed.edge.to}`} placed={placed} name={nameOf(placed.edge)} />
          ))}
          {loops.map(({ edge, at }) => (
            <LineageLoop key={edge.from} at={at} count={edge.count} name={nameOf(edge)} />
          ))}
          {nodes.map((placed) => (
            <LineageNode key={placed.node.id} placed={placed} edges={lineage.edges} isCurrent={placed.node.id === currentId} />
          ))}
        </svg>
      </ScrollRegion>
      <p className="text-xs text-text-3">
        Numbers on the lines are phone numbers moved; dashed lines run back to an earlier order, or to the same.
        {hidden > 0 && ` +${hidden} more orders are not drawn; the table has their moves.`}
      </p>
    </div>
  )
}
