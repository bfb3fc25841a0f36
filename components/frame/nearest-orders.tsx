import Link from "next/link"
import { type FoundOrderJson, orderName, urls } from "#lib/contract.ts"
import { StatusChip } from "../status/status-chip.tsx"

/** Orders that may have been meant. */
export function NearestOrders({ orders }: { orders: readonly FoundOrderJson[] }) {
  if (orders.length === 0) return null
  return (
    <section aria-labelledby="nearest" className="w-full">
      <h3 id="nearest">Did you mean</h3>
      <ul className="mt-1">
        {orders.map((order) => (
          <li key={order.id} className="flex flex-wrap items-center gap-x-3 py-1">
            <Link href={urls.order(orderName(order))} translate="no" className="inline-flex min-h-6 items-center font-mono font-medium">
              {orderName(order)}
            </Link>
            {order.status && <StatusChip status={order.status} placeholder={false} deleted={false} />}
            <span className="wrap-anywhere text-text-2">{order.customer_reference}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
