"use client"

import { lazy, type ReactNode, Suspense, useCallback } from "react"
import { useFacets } from "#lib/client/use-facets.ts"
import { useListMemory } from "#lib/client/use-list-memory.ts"
import { useLiveOrders } from "#lib/client/use-live-orders.ts"
import { useSelection } from "#lib/client/use-selection.ts"
import { type FacetsJson, type OrderListJson, urls } from "#lib/contract.ts"
import { withParam } from "#lib/format/list-query.ts"
import type { OrderColumn } from "#lib/format/order-columns.ts"
import { exportQuery, listQueries } from "#lib/format/orders-query.ts"
import { NewRows } from "../ui/new-rows.tsx"
import { Notice } from "../ui/notice.tsx"
import { MatchLine } from "./match-line.tsx"
import { OrderRow } from "./order-row.tsx"
import { OrdersColumns, OrdersHead } from "./orders-head.tsx"
import { OrdersPager } from "./orders-pager.tsx"

// Comes with the first order that is selected: few visits select any.
const BulkBar = lazy(() => import("./bulk-bar.tsx").then(({ BulkBar }) => ({ default: BulkBar })))

export type OrdersTableProps = {
  /** The page's query, as its URL has it. */
  readonly query: string
  readonly initial: OrderListJson
  readonly facets: FacetsJson
  /** What stands in the place of rows where there are none: the server makes it. */
  readonly none: ReactNode
  readonly columns: readonly OrderColumn[]
  readonly density: "compact" | "comfortable"
}

/** One page of orders. Rows change in place; what came meanwhile waits behind a button. */
export function OrdersTable({ query: text, initial, facets, none, columns, density }: OrdersTableProps) {
  const query = new URLSearchParams(text)
  const { asked, selection: which, matching } = listQueries(query)
  const { list, rows, nextCursor, waiting, show, error } = useLiveOrders({ query: asked, selection: which, initial })
  const { left_out } = useFacets({ selection: matching, initial: facets })
  const selection = useSelection()
  const next = nextCursor ? urls.orders(withParam(query, "cursor", nextCursor)) : null
  const open = useListMemory({ href: urls.orders(query), ids: rows.map(({ order }) => order.id).join(" "), more: next })
  const chosen = rows.filter(({ order }) => selection.ids.has(order.id)).map(({ order }) => order)
  const selectPage = useCallback(
    (isWanted: boolean) => selection.set(isWanted ? rows.map(({ order }) => order.id) : []),
    [rows, selection.set],
  )
  return (
    <>
      {error && <Notice kind="warning">The list could not be asked for again: {error.message} What is shown may be old.</Notice>}
      <div className="sticky top-0 z-[5] -my-2 flex min-h-11 flex-wrap items-center gap-3 bg-bg">
        {chosen.length > 0 ? (
          <Suspense>
            <BulkBar selection={selection} list={list} shown={rows.length} chosen={chosen} query={asked} exported={exportQuery(query)} />
          </Suspense>
        ) : (
          <MatchLine list={list} query={query} leftOut={left_out} />
        )}
        <NewRows waiting={waiting} show={show} />
      </div>
      {rows.length === 0 && none}
      {rows.length > 0 && (
        <table className="rows orders" data-density={density}>
          <caption className="sr-only">Orders</caption>
          <OrdersColumns columns={columns} />
          <OrdersHead
            columns={columns}
            query={query}
            selected={chosen.length === 0 ? "none" : chosen.length === rows.length ? "all" : "some"}
            selectPage={selectPage}
          />
          <tbody>
            {rows.map((row) => (
              <OrderRow
                key={row.order.id}
                {...row}
                columns={columns}
                isSelected={selection.ids.has(row.order.id)}
                toggle={selection.toggle}
                open={open}
              />
            ))}
          </tbody>
        </table>
      )}
      <OrdersPager query={query} shown={rows.length} next={next} />
    </>
  )
}
