"use client"

import { useLiveOrders } from "#lib/client/use-live-orders.ts"
import { type OrderListJson, urls } from "#lib/contract.ts"
import { withParam } from "#lib/format/list-query.ts"
import { NewRows } from "../ui/new-rows.tsx"
import { Notice } from "../ui/notice.tsx"
import { Pager } from "../ui/pager.tsx"
import { MatchCount } from "./match-count.tsx"
import { OrderRow } from "./order-row.tsx"
import { SortHeading } from "./sort-heading.tsx"

/** One page of orders. Rows change in place; what came meanwhile waits behind a button. */
export function OrdersTable({ query: text, initial }: { query: string; initial: OrderListJson }) {
  const query = new URLSearchParams(text)
  const { list, rows, waiting, show, error } = useLiveOrders(text, initial)
  const older = new URLSearchParams(query)
  if (initial.next_cursor) older.set("cursor", initial.next_cursor)
  return (
    <>
      {error && <Notice kind="warning">The list could not be asked for again: {error.message} What is shown may be old.</Notice>}
      <div className="flex min-h-8 flex-wrap items-center gap-3">
        <MatchCount list={list} query={query} />
        <NewRows waiting={waiting} show={show} />
      </div>
      <table className="rows">
        <caption className="sr-only">Orders</caption>
        <thead>
          <tr>
            <SortHeading title="Support key" query={query} ways={["support_key"]} />
            <SortHeading title="Customer reference" query={query} ways={["customer_reference"]} />
            <th scope="col">Status</th>
            <th scope="col">Why</th>
            <th scope="col">Court</th>
            <SortHeading title="Since" query={query} ways={["status_since", "-status_since"]} />
            <th scope="col">SMS</th>
            <th scope="col">Split</th>
            <SortHeading title="Last event" query={query} ways={["-last_event_at", "last_event_at"]} />
          </tr>
        </thead>
        <tbody>
          {rows.map((order) => (
            <OrderRow key={order.id} order={order} />
          ))}
        </tbody>
      </table>
      <Pager
        label="Pages of orders"
        older={initial.next_cursor ? urls.orders(older) : null}
        first={query.has("cursor") ? urls.orders(withParam(query, "cursor", null)) : null}
      />
    </>
  )
}
