import type { Metadata } from "next"
import { cookies } from "next/headers"
import { redirect } from "next/navigation"
import { connection } from "next/server"
import { OrdersView } from "#components/orders/orders-view.tsx"
import { FirstRun } from "#components/setup/first-run.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { orderName, urls } from "#lib/contract.ts"
import { activeFilters } from "#lib/format/active-filters.ts"
import { nearestNames } from "#lib/format/nearest-names.ts"
import { ordersLook, ordersPageQuery, pastedFor } from "#lib/format/orders-query.ts"
import { readPreferences } from "#lib/format/preferences.ts"
import { knowNames } from "#lib/queries/find-missing-names.ts"
import { getDoor } from "#lib/queries/get-door.ts"
import { getOrder } from "#lib/queries/get-order.ts"
import { getRules } from "#lib/queries/get-rules.ts"
import { orderFilterSchema } from "#lib/queries/order-filter.ts"
import { readOrdersPage } from "#lib/queries/read-orders-page.ts"
import { spokenKey } from "#lib/queries/spoken-key.ts"
import { readable } from "../readable.tsx"

export const metadata: Metadata = { title: "Orders" }

export default readable(async function OrdersPage({ searchParams }: PageProps<"/orders">) {
  await connection()
  const [viewer, raw, jar] = await Promise.all([requirePageViewer(), searchParams, cookies()])
  const isKnown = await knowNames(viewer, pastedFor(raw))
  const { query: asked, isMoved, notes } = ordersPageQuery(raw, Object.keys(orderFilterSchema.shape), isKnown)
  const q = asked.get("q")?.trim() ?? ""
  const named = raw.open ? await getOrder(viewer, q, { include: "attention" }) : null
  // Of a key that several orders have the list is the answer.
  if (named && !(named.key_is_shared && named.id !== q.toLowerCase())) redirect(urls.order(orderName(named)))
  if (isMoved) redirect(urls.orders(asked))
  const [{ rules }, { isFirstRun, alike, ...page }] = await Promise.all([getRules(viewer), readOrdersPage(viewer, asked)])
  const look = ordersLook(asked, readPreferences((name) => jar.get(name)?.value).density)
  const query = new URLSearchParams([...page.given, ...look.given])
  const chips = activeFilters(query, rules.guide)
  if (isFirstRun && chips.length === 0)
    return (
      <>
        <h1>Orders</h1>
        <FirstRun door={await getDoor(viewer)} />
      </>
    )
  const nearest = nearestNames(spokenKey(query.get("q") ?? "") ?? query.get("q") ?? "", alike)
  return <OrdersView {...page} nearest={nearest} {...look} query={query} chips={chips} notes={[...notes, ...page.notes, ...look.notes]} />
})
