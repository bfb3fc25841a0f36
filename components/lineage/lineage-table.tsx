import Link from "next/link"
import { type LineageOrder, orderName, urls } from "#lib/contract.ts"
import type { LineageShown, ShownMove } from "#lib/format/lineage-shown.ts"
import { countedMark, cycleText, netText } from "#lib/format/lineage-text.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { StatusChip } from "../status/status-chip.tsx"
import { Time } from "../ui/time.tsx"

/** What a browser takes without harm; the CSV has them all. */
const MOST_ROWS = 1_000

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
      {move.count.toLocaleString("en")}
      {more.length > 0 && <span className="text-text-2"> ({more.join(", ")})</span>}
    </span>
  )
}

function Row({ move, orders, focus }: { move: ShownMove; orders: ReadonlyMap<string, LineageOrder>; focus: string }) {
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
      <td data-label="Events">{move.events.toLocaleString("en")}</td>
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

/** The same moves as the graph shows, the first one first. */
export function LineageTable({ shown: { focus, orders, moves } }: { shown: LineageShown }) {
  const byId = new Map(orders.map((order) => [order.id, order]))
  return (
    <>
      <table className="rows">
        <caption className="sr-only">Moves of numbers between orders, the first one first</caption>
        <thead>
          <tr>
            {["From", "To", "Numbers", "Events", "First", "Last", "Cycle"].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {moves.slice(0, MOST_ROWS).map((move) => (
            <Row key={`${move.from} ${move.to}`} move={move} orders={byId} focus={focus} />
          ))}
        </tbody>
      </table>
      {moves.length > MOST_ROWS && (
        <p className="text-sm text-text-2">
          The first {MOST_ROWS.toLocaleString("en")} of {moves.length.toLocaleString("en")} moves; the CSV has them all.
        </p>
      )}
    </>
  )
}
