import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { connection } from "next/server"
import { NoneMatch } from "#components/orders/none-match.tsx"
import { OrderFilters } from "#components/orders/order-filters.tsx"
import { OrdersTable } from "#components/orders/orders-table.tsx"
import { FirstRun } from "#components/setup/first-run.tsx"
import { FilterChips } from "#components/ui/filter-chips.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { requireViewer } from "#lib/access/viewer.ts"
import { orderName, urls } from "#lib/contract.ts"
import { isTidy, listQuery, withoutValue } from "#lib/format/list-query.ts"
import { activeFilters, orderFacets } from "#lib/format/order-facets.ts"
import { getDoor } from "#lib/queries/get-door.ts"
import { getOrder } from "#lib/queries/get-order.ts"
import { getRules } from "#lib/queries/get-rules.ts"
import { getStats } from "#lib/queries/get-stats.ts"
import { listOrders } from "#lib/queries/list-orders.ts"
import { orderFilterSchema } from "#lib/queries/order-filter.ts"
import { readQuery } from "#lib/queries/read-query.ts"

export const metadata: Metadata = { title: "Orders" }

export default async function OrdersPage({ searchParams }: PageProps<"/orders">) {
  await connection()
  const [viewer, raw] = await Promise.all([requireViewer(), searchParams])
  const query = listQuery(raw, Object.keys(orderFilterSchema.shape))
  const named = raw.open ? await getOrder(viewer, query.get("q")?.trim() ?? "") : null
  if (named) redirect(urls.order(orderName(named)))
  if (!isTidy(raw)) redirect(urls.orders(query))
  const filter = readQuery(orderFilterSchema, query, { lenient: true })
  const [stats, { rules }, list] = await Promise.all([
    getStats(viewer),
    getRules(viewer),
    filter.ok ? listOrders(viewer, filter.query) : filter,
  ])
  const chips = activeFilters(query, rules.guide).map(({ name, value, text }) => ({
    text,
    without: urls.orders(withoutValue(query, name, value)),
  }))
  const isFirstRun = stats.events === 0 && chips.length === 0
  return (
    <>
      <h1>Orders</h1>
      <OrderFilters query={query} facets={orderFacets(stats, query, rules.guide)} />
      <FilterChips chips={chips} clear={urls.orders()} />
      {!list.ok && <Notice kind="problem">{list.problem}</Notice>}
      {list.ok && list.query.data.length > 0 && <OrdersTable query={query.toString()} initial={list.query} />}
      {list.ok && list.query.data.length === 0 && (isFirstRun ? <FirstRun door={await getDoor(viewer)} /> : <NoneMatch />)}
    </>
  )
}
