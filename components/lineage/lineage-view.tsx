import Link from "next/link"
import { type LineageDetail, type LineageOrder, orderName, urls } from "#lib/contract.ts"
import { type LineageQuery, lineageParams } from "#lib/format/lineage-query.ts"
import { lineageShown } from "#lib/format/lineage-shown.ts"
import { lineageTotals } from "#lib/format/lineage-totals.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { Empty } from "../ui/empty.tsx"
import { Notice } from "../ui/notice.tsx"
import { boundLineage } from "./bound-lineage.ts"
import { LineageControls } from "./lineage-controls.tsx"
import { LineageGraph } from "./lineage-graph.tsx"
import { LineageTable } from "./lineage-table.tsx"

type ViewProps = { readonly order: LineageOrder; readonly detail: LineageDetail; readonly query: LineageQuery }

function Nothing({ name, query }: { name: string; query: LineageQuery }) {
  const all = lineageParams({ ...query, min: 1, up: query.up || 1, down: query.down || 1 })
  return (
    <Empty title={query.min > 1 ? `No move of ${query.min} numbers or more is this near` : "No move is this near"}>
      <Link href={urls.lineage(name, all)} prefetch={false}>
        Show smaller moves, one step each way at least
      </Link>
    </Empty>
  )
}

/** The family of an order, as a graph, as a table, or both. */
export function LineageView({ order, detail, query }: ViewProps) {
  if (detail.edges.length === 0) return <Empty title="No numbers moved to or from this order" />
  const shown = lineageShown(detail, order.id, query)
  const bound = boundLineage(shown)
  const counted = query.view === "table" ? shown : bound
  const names = new Map(detail.nodes.map((node) => [node.id, shortOrderName(node)]))
  const others = detail.nodes.filter((node) => node.id !== order.id)
  const name = orderName(order)
  return (
    <>
      {others.length > 0 && others.every((node) => node.placeholder) && (
        <Notice kind="plain">
          The other orders are known from splits only: no event of their own has come yet. They fill in when one comes.
        </Notice>
      )}
      <LineageControls name={name} query={query} />
      <p className="text-text-2">
        {lineageTotals({ ...counted, more: detail.nodes.length - counted.orders.length, truncated: detail.truncated })}
      </p>
      {shown.moves.length === 0 && bound.groups.length === 0 && <Nothing name={name} query={query} />}
      {query.view !== "table" && (shown.moves.length > 0 || bound.groups.length > 0) && (
        <div className={query.view === null ? "max-sm:hidden" : ""}>
          <LineageGraph shown={shown} bound={bound} nameOf={(id) => names.get(id) ?? id.slice(0, 8)} />
        </div>
      )}
      {query.view !== "graph" && shown.moves.length > 0 && <LineageTable shown={shown} />}
    </>
  )
}
