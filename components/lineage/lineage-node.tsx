import { type LineageEdgeJson, orderName, urls } from "#lib/contract.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { MarkIcon } from "../status/mark-icon.tsx"
import { statusLook } from "../status/status-chip.tsx"
import { toneClass } from "../ui/tone-class.ts"
import { NODE_HEIGHT, NODE_WIDTH, type PlacedNode } from "./lay-out-lineage.ts"

type NodeProps = { readonly placed: PlacedNode; readonly edges: readonly LineageEdgeJson[]; readonly isCurrent: boolean }

const sum = (edges: readonly LineageEdgeJson[]): number => edges.reduce((total, edge) => total + edge.count, 0)
const cut = (text: string): string => (text.length > 17 ? `${text.slice(0, 16)}…` : text)

/** One order in the graph: a link with its state, its key and how many numbers it received and sent. */
export function LineageNode({ placed: { node, x, y }, edges, isCurrent }: NodeProps) {
  const look = statusLook({ status: node.status, placeholder: node.placeholder, deleted: false })
  const received = sum(edges.filter((edge) => edge.to === node.id))
  const sent = sum(edges.filter((edge) => edge.from === node.id))
  const left = x - NODE_WIDTH / 2
  const top = y - NODE_HEIGHT / 2
  return (
    <a
      href={urls.order(orderName(node))}
      aria-current={isCurrent ? "true" : undefined}
      aria-label={`${shortOrderName(node)}, ${look.word}, received ${received}, sent ${sent}`}
    >
      <rect
        x={left}
        y={top}
        width={NODE_WIDTH}
        height={NODE_HEIGHT}
        rx={8}
        strokeWidth={isCurrent ? 2.5 : 1}
        strokeDasharray={node.placeholder ? "3 3" : undefined}
        className={isCurrent ? "fill-selected stroke-link" : "fill-bg stroke-control"}
      />
      <text x={left + 42} y={top + 22} className="fill-text font-mono text-sm font-medium">
        {cut(shortOrderName(node))}
      </text>{" "}
      <g className={toneClass(look.tone)}>
        <MarkIcon mark={look.mark} x={left + 12} y={top + 16} size={20} />
        <text x={left + 42} y={top + 41} className="fill-current text-xs font-medium">
          {cut(look.word)}
        </text>
      </g>
    </a>
  )
}
