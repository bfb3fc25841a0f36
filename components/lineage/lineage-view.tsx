import Link from "next/link"
import { type LineageDetail, type LineageOrder, orderName, urls } from "#lib/contract.ts"
import { type LineageQuery, lineageParams } from "#lib/format/lineage-query.ts"
import { type LineageShown, lineageShown } from "#lib/format/lineage-shown.ts"
import { lineageTotals } from "#lib/format/lineage-totals.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { Empty } from "../ui/empty.tsx"
import { Notice } from "../ui/notice.tsx"
import { boundLineage } from "./bound-lineage.ts"
import { LineageControls } from "./lineage-controls.tsx"
import { LineageGraph } from "./lineage-graph.tsx"
import { LineageTable } from "./lineage-table.tsx"

/** Below the graph only so many moves, beside it as many as a browser takes; the CSV has them all. */
const [MOST_BELOW, MOST_ALONE] = [100, 1_000]

type ViewProps = { readonly order: LineageOrder; readonly detail: LineageDetail; readonly query: LineageQuery }
type ShownProps = Omit<ViewProps, "detail"> & { readonly shown: LineageShown }

function Nothing({ order, query }: Omit<ViewProps, "detail">) {
  const all = lineageParams({ ...query, min: 1, up: query.up || 1, down: query.down || 1 })
  return (
    <Empty title={query.min > 1 ? `No move of ${query.min} numbers or more is this near` : "No move is this near"}>
      <Link href={urls.lineage(orderName(order), all)} prefetch={false}>
        Show smaller moves, one step each way at least
      </Link>
    </Empty>
  )
}

function Table({ order, shown, query }: ShownProps) {
  const isAlone = query.view === "table"
  const moves = shown.moves.slice(0, isAlone ? MOST_ALONE : MOST_BELOW)
  const named = new Set(moves.flatMap(({ from, to }) => [from, to]))
  const params = lineageParams({ ...query, view: isAlone ? null : "table" })
  const whole = isAlone ? urls.api.lineageCsv(orderName(order), params) : urls.lineage(orderName(order), params)
  const orders = shown.orders.filter(({ id }) => named.has(id))
  return <LineageTable focus={shown.focus} orders={orders} moves={moves} total={shown.moves.length} whole={whole} />
}

/** The family of an order, as a graph, as a table, or both. */
export function LineageView({ order, detail, query }: ViewProps) {
  if (detail.edges.length === 0) return <Empty title="No numbers moved to or from this order" />
  const shown = lineageShown(detail, order.id, query)
  const bound = boundLineage(shown)
  const counted = query.view === "table" ? shown : bound
  const names = new Map(detail.nodes.map((node) => [node.id, shortOrderName(node)]))
  const totals = lineageTotals({ ...counted, more: detail.nodes.length - counted.orders.length, truncated: detail.truncated })
  const hasTable = shown.moves.length > 0
  const hasGraph = hasTable || bound.groups.length > 0
  return (
    <>
      <OnlyPlaceholders order={order} detail={detail} />
      <LineageControls name={orderName(order)} query={query} />
      <p className="text-text-2">{totals}</p>
      {!hasGraph && <Nothing order={order} query={query} />}
      {hasGraph && query.view !== "table" && (
        <div className={query.view === null ? "max-sm:hidden" : ""}>
          <LineageGraph shown={shown} bound={bound} nameOf={(id) => names.get(id) ?? id.slice(0, 8)} />
        </div>
      )}
      {hasTable && query.view !== "graph" && <Table order={order} shown={shown} query={query} />}
      {!hasTable && hasGraph && query.view === "table" && <Nothing order={order} query={query} />}
    </>
  )
}

function OnlyPlaceholders({ order, detail }: Omit<ViewProps, "query">) {
  const others = detail.nodes.filter((node) => node.id !== order.id)
  if (others.length === 0 || others.some((node) => !node.placeholder)) return null
  return (
    <Notice kind="plain">
      The other orders are known from splits only: no event of their own has come yet. They fill in when one comes.
    </Notice>
  )
}
