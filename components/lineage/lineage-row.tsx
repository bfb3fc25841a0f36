import Link from "next/link"
import { type LineageOrder, orderName, urls } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import type { ShownMove } from "#lib/format/lineage-shown.ts"
import { countedMark, cycleText, netText } from "#lib/format/lineage-text.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { StatusChip } from "../status/status-chip.tsx"
import { Time } from "../ui/time.tsx"

function Order({ order, isCurrent }: { order: LineageOrder | undefined; isCurrent: boolean }) {
  if (!order) return null
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link
        href={urls.order(orderName(order))}
        prefetch={false}
        aria-current={isCurrent ? "true" : undefined}
        className={`inline-flex min-h-6 items-center font-mono ${isCurrent ? "font-semibold" : ""} ${order.deleted ? "line-through" : ""}`}
        translate="no"
      >
        {shortOrderName(order)}
      </Link>
      <span className="text-xs">
        <StatusChip status={order.status} placeholder={order.placeholder} deleted={order.deleted} />
      </span>
    </span>
  )
}

function Numbers({ move }: { move: ShownMove }) {
  const more = [countedMark(move), move.net === null ? null : netText(move.net)].filter((part) => part !== null)
  return (
    <span>
      {countText(move.count)}
      {more.length > 0 && <span className="text-text-2"> ({more.join(", ")})</span>}
    </span>
  )
}

type RowProps = { readonly move: ShownMove; readonly orders: ReadonlyMap<string, LineageOrder>; readonly focus: string }

/** One move of numbers, by how many events and when. */
export function LineageRow({ move, orders, focus }: RowProps) {
  return (
    <tr data-row>
      <th scope="row" data-label="From">
        <Order order={orders.get(move.from)} isCurrent={move.from === focus} />
      </th>
      <td data-label="To" className="max-sm:w-full">
        <Order order={orders.get(move.to)} isCurrent={move.to === focus} />
      </td>
      <td data-label="Numbers">
        <Numbers move={move} />
      </td>
      <td data-label="Events">{countText(move.events)}</td>
      <td data-label="First">
        <Time at={move.first_at} style="moment" />
      </td>
      <td data-label="Last">
        <Time at={move.last_at} style="moment" />
      </td>
      <td data-label="Cycle" className={move.kind === "forward" ? "text-text-3" : ""}>
        {cycleText(move.kind)}
      </td>
    </tr>
  )
}
