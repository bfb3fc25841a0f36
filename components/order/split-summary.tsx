import Link from "next/link"
import { type LineageEdgeJson, type OrderJson, orderName, urls } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { FamilyLine } from "../lineage/family-line.tsx"
import type { ShownOrder } from "./shown-order.ts"

type SplitProps = { readonly order: OrderJson; readonly lineage: ShownOrder["lineage"]; readonly nameOf: (id: string) => string }

const MOST_LISTED = 8

function Neighbours({
  title,
  edges,
  end,
  nameOf,
}: {
  title: string
  edges: readonly LineageEdgeJson[]
  end: "from" | "to"
  nameOf: SplitProps["nameOf"]
}) {
  if (edges.length === 0) return null
  const total = edges.reduce((sum, edge) => sum + edge.count, 0)
  return (
    <div>
      <h3 className="text-sm text-text-2">
        {title} ({countText(total)})
      </h3>
      <ul>
        {edges.slice(0, MOST_LISTED).map((edge) => (
          <li key={edge[end]} className="flex min-h-6 items-center gap-2">
            <Link href={urls.order(edge[end])} prefetch={false} className="font-mono" translate="no">
              {nameOf(edge[end])}
            </Link>
            <span className="text-text-2">{edge.count === 1 ? "1 number" : `${edge.count} numbers`}</span>
          </li>
        ))}
        {edges.length > MOST_LISTED && <li className="text-text-2">and {edges.length - MOST_LISTED} more</li>}
      </ul>
    </div>
  )
}

/** Where numbers came from and went to, next to this order. */
export function SplitSummary({ order, lineage, nameOf }: SplitProps) {
  const own = lineage.edges.filter(({ from, to }) => from === order.id || to === order.id)
  const received = own.filter(({ from }) => from !== order.id)
  const sent = own.filter(({ to }) => to !== order.id)
  const within = own.filter(({ from, to }) => from === to)
  const hasSplits = own.length > 0
  return (
    <section aria-labelledby="split" className="flex flex-col gap-2 text-sm">
      <h2 id="split">Split</h2>
      {!hasSplits && <p className="text-text-2">No numbers moved to or from this order.</p>}
      <Neighbours title="Numbers came from" edges={received} end="from" nameOf={nameOf} />
      <Neighbours title="Numbers went to" edges={sent} end="to" nameOf={nameOf} />
      <Neighbours title="Numbers moved within it" edges={within} end="to" nameOf={nameOf} />
      <FamilyLine nodes={lineage.nodes} truncated={lineage.truncated} href={urls.lineage(orderName(order))} />
      {hasSplits && (
        <Link href={urls.lineage(orderName(order))} prefetch={false} className="inline-flex min-h-6 items-center self-start">
          Lineage of this order
        </Link>
      )}
    </section>
  )
}
