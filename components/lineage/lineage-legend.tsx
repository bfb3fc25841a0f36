import { countText } from "#lib/format/count-text.ts"
import type { LineageLayout } from "./lay-out-lineage.ts"

type LegendProps = { readonly layout: LineageLayout; readonly left: number }

/** How to read the drawing, as far as it has what there is to say, and what it leaves out. */
export function LineageLegend({ layout: { returns, loops, groups }, left }: LegendProps) {
  return (
    <p className="max-w-prose text-xs text-text-3">
      The count on a line is of distinct numbers moved where the events list them, else of split events. A thicker line moved more.
      {returns.length > 0 && " Dashed lines below lead back to an earlier order."}
      {loops.length > 0 && " A dashed loop stays within its order."}
      {left > 0 && ` Only the nearest orders are drawn; the table has ${countText(left)} more.`}
      {groups.length > 0 && " “+n more” stands for orders that are not drawn, and opens them as a table."}
    </p>
  )
}
