import Link from "next/link"
import { memo } from "react"
import type { LiveRow } from "#lib/client/use-live-orders.ts"
import { orderName, urls } from "#lib/contract.ts"
import { columnTitle, type OrderColumn } from "#lib/format/order-columns.ts"
import { copiedKey, shortOrderName } from "#lib/format/order-name.ts"
import { useGuideNames } from "../exceptions/guide-names.tsx"
import { Badge } from "../ui/badge.tsx"
import { sentTextClass } from "../ui/sent-text-class.ts"
import { CELLS } from "./order-cell.tsx"

/** Columns whose value needs no name where it stands in a card. */
const SPEAKING: readonly OrderColumn[] = ["status", "why", "court", "clock", "reference"]

type RowKeyProps = Omit<LiveRow, "order"> & {
  readonly name: string
  readonly href: string
  readonly second: string | null
  readonly open: () => void
}

function RowKey({ name, href, second, isChanged, isUnmatched, open }: RowKeyProps) {
  return (
    <th scope="row" className="row-key">
      <Link href={href} prefetch={false} onClick={open} className={`font-mono font-medium ${sentTextClass(name)}`} translate="no">
        {name}
      </Link>
      {second && <span className="second truncate">{second}</span>}
      {isChanged && !isUnmatched && <span className="sr-only">, changed since it was shown</span>}
      {isUnmatched && <Badge>no longer matches</Badge>}
    </th>
  )
}

type OrderRowProps = LiveRow & {
  readonly columns: readonly OrderColumn[]
  readonly isSelected: boolean
  readonly toggle: (id: string) => void
  readonly open: (id: string) => void
}

/** One order; its key is the link. */
export const OrderRow = memo(function OrderRow({ order, columns, isSelected, toggle, open, ...live }: OrderRowProps) {
  const guide = useGuideNames()
  const name = shortOrderName(order)
  const shown = columns.includes("reference") ? null : order.customer_reference
  const second = order.support_key === null && order.deleted_at === null ? ["no key yet", shown].filter(Boolean).join(" · ") : shown
  return (
    <tr
      data-row={order.id}
      data-key={copiedKey(order)}
      data-changed={live.isChanged || undefined}
      data-unmatched={live.isUnmatched || undefined}
      data-selected={isSelected || undefined}
    >
      <td className="row-select">
        <label className="flex size-6 items-center justify-center">
          <input type="checkbox" aria-label={`Select ${name}`} checked={isSelected} onChange={() => toggle(order.id)} className="size-4" />
        </label>
      </td>
      <RowKey {...live} name={name} href={urls.order(orderName(order))} second={second} open={() => open(order.id)} />
      {columns.map((column) => {
        const value = CELLS[column](order, guide)
        return (
          <td
            key={column}
            data-column={column}
            data-label={SPEAKING.includes(column) ? undefined : columnTitle(column)}
            data-empty={value === null ? "" : undefined}
          >
            {value}
          </td>
        )
      })}
    </tr>
  )
})
