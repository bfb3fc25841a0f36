import Link from "next/link"
import { type LineageDetail, type LineageOrder, orderName, urls } from "#lib/contract.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { StatusChip } from "../status/status-chip.tsx"
import { FamilyLine } from "./family-line.tsx"

/** Whose lineage this is, and how far its family has come. */
export function LineageHeader({ order, detail }: { order: LineageOrder; detail: LineageDetail }) {
  const name = shortOrderName(order)
  return (
    <header className="flex flex-col gap-2">
      <Link href={urls.order(orderName(order))} data-hotkey="u" className="no-print inline-flex min-h-6 items-center self-start text-sm">
        Back to {name}
      </Link>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h1>Lineage of {name}</h1>
        <StatusChip status={order.status} placeholder={order.placeholder} deleted={order.deleted} />
      </div>
      <FamilyLine nodes={detail.nodes} truncated={detail.truncated} />
    </header>
  )
}
