import { NODE_HEIGHT, NODE_WIDTH, type PlacedEdge, type PlacedNode, type Point } from "./lay-out-lineage.ts"

/** Through the middles between the points, bending at the points themselves. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points
  const last = rest.pop()
  if (!first || !last) return ""
  const bends = rest.map((point, index) => {
    const next = rest[index + 1] ?? last
    const end = index === rest.length - 1 ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 }
    return `Q${point.x} ${point.y} ${end.x} ${end.y}`
  })
  return `M${first.x} ${first.y}${bends.join("") || `L${last.x} ${last.y}`}`
}

const widthOf = (count: number): number => Math.min(6, 1.25 + Math.log2(count) / 2)

function Count({ at, count }: { at: Point; count: number }) {
  const half = 7 + String(count).length * 3.5
  return (
    <>
      <rect x={at.x - half} y={at.y - 9} width={half * 2} height={18} rx={4} className="fill-bg stroke-hairline" />
      <text x={at.x} y={at.y + 4} textAnchor="middle" className="fill-text text-xs font-medium">
        {count}
      </text>
    </>
  )
}

/** Numbers that moved from one order to another; dashed where they moved back. */
export function LineageEdge({ placed: { edge, points, label, isReturn }, name }: { placed: PlacedEdge; name: string }) {
  return (
    <g>
      <title>{name}</title>
      <path
        d={curve(points)}
        fill="none"
        className="stroke-control"
        strokeWidth={widthOf(edge.count)}
        strokeDasharray={isReturn ? "6 4" : undefined}
        markerEnd="url(#arrow)"
      />
      <Count at={label} count={edge.count} />
    </g>
  )
}

/** Numbers that an order is said to have moved into itself. */
export function LineageLoop({ at: { x, y }, count, name }: { at: PlacedNode; count: number; name: string }) {
  const top = y - NODE_HEIGHT / 2
  const left = x + NODE_WIDTH / 2 - 44
  return (
    <g>
      <title>{name}</title>
      <path
        d={`M${left} ${top}C${left} ${top - 26} ${left + 30} ${top - 26} ${left + 30} ${top}`}
        fill="none"
        className="stroke-control"
        strokeWidth={widthOf(count)}
        strokeDasharray="6 4"
        markerEnd="url(#arrow)"
      />
      <Count at={{ x: left + 15, y: top - 18 }} count={count} />
    </g>
  )
}
