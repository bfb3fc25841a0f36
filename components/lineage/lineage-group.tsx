import { urls } from "#lib/contract.ts"
import { countText, plural } from "#lib/format/count-text.ts"
import { lineageParams } from "#lib/format/lineage-query.ts"
import type { PlacedGroup } from "./lay-out-lineage.ts"

type GroupProps = { readonly placed: PlacedGroup; readonly anchorName: string }

/** "+37 more": orders beside a drawn one that are not drawn; they open as a table. */
export function LineageGroup({ placed: { key, group, x, y, width, height }, anchorName }: GroupProps) {
  const { anchor, side, orders, count } = group
  const steps = side === "after" ? { up: 0, down: 1 } : { up: 1, down: 0 }
  const word = side === "after" ? "to" : "from"
  const name = `${plural(orders, "more order")} not drawn, ${plural(count, "number")} ${word} them; the table of ${anchorName}`
  return (
    <a
      href={urls.lineage(anchor, lineageParams({ ...steps, min: 1, view: "table" }))}
      data-node={key}
      aria-label={`+${orders} more: ${name}`}
      className="group outline-none"
    >
      <title>{name}</title>
      <rect
        x={x - width / 2 - 3}
        y={y - height / 2 - 3}
        width={width + 6}
        height={height + 6}
        rx={9}
        strokeWidth={2}
        className="fill-transparent stroke-transparent group-focus-visible:stroke-link"
      />
      <rect
        x={x - width / 2}
        y={y - height / 2}
        width={width}
        height={height}
        rx={6}
        className="fill-surface stroke-hairline group-hover:stroke-control"
      />
      <text x={x} y={y + 4} textAnchor="middle" className="fill-link text-xs font-medium">
        +{countText(orders)} more
      </text>
    </a>
  )
}
