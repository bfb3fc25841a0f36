import { countText } from "#lib/format/count-text.ts"
import { corneredPath, curvedPath, edgeWidth } from "./edge-path.ts"
import { labelWidth, type PlacedMove } from "./lay-out-lineage.ts"
import type { Box, Point } from "./route-returns.ts"

function Line({ d, count, isBack = false }: { d: string; count: number; isBack?: boolean }) {
  return (
    <path
      d={d}
      fill="none"
      className="stroke-control"
      strokeWidth={edgeWidth(count)}
      strokeDasharray={isBack ? "6 4" : undefined}
      markerEnd="url(#arrow)"
    />
  )
}

function Label({ at, text }: { at: Point; text: string }) {
  const width = labelWidth(text)
  return (
    <>
      <rect x={at.x - width / 2} y={at.y - 9} width={width} height={18} rx={4} className="fill-bg stroke-hairline" />
      <text x={at.x} y={at.y + 4} textAnchor="middle" className="fill-text text-xs font-medium">
        {text}
      </text>
    </>
  )
}

type EdgeProps = { readonly placed: PlacedMove; readonly title: string }

/** Numbers that moved on from one order to another. */
export function LineageEdge({ placed: { move, points, at, label }, title }: EdgeProps) {
  return (
    <g>
      <title>{title}</title>
      <Line d={curvedPath(points)} count={move.count} />
      <Label at={at} text={label} />
    </g>
  )
}

/** Numbers that moved back to where earlier ones came from. */
export function LineageReturn({ placed: { move, points, at, label }, title }: EdgeProps) {
  return (
    <g>
      <title>{title}</title>
      <Line d={corneredPath(points)} count={move.count} isBack />
      <Label at={at} text={label} />
    </g>
  )
}

/** Numbers that an order is said to have moved into itself. */
export function LineageLoop({ at: { x, y, width, height }, count, title }: { at: Box; count: number; title: string }) {
  const top = y - height / 2
  const left = x + width / 2 - 44
  return (
    <g>
      <title>{title}</title>
      <Line d={`M${left} ${top}C${left} ${top - 26} ${left + 30} ${top - 26} ${left + 30} ${top}`} count={count} isBack />
      <Label at={{ x: left + 15, y: top - 18 }} text={countText(count)} />
    </g>
  )
}

/** From an order to the group of those beside it that are not drawn. */
export function LineageLink({ points }: { points: readonly Point[] }) {
  return <path d={curvedPath(points)} fill="none" className="stroke-hairline" strokeWidth={1.5} />
}
