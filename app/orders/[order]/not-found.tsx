import type { Metadata } from "next"
import { headers } from "next/headers"
import { NearestOrders } from "#components/frame/nearest-orders.tsx"
import { SearchForm } from "#components/frame/search-form.tsx"
import { Empty } from "#components/ui/empty.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { ASKED_PATH, urls } from "#lib/contract.ts"
import { nearestNames } from "#lib/format/nearest-names.ts"
import { nearestOrders } from "#lib/queries/nearest-orders.ts"

export const metadata: Metadata = { title: "No such order" }

/** The name that was asked for: the server puts the path on the request, for a not-found page is told nothing. */
async function askedName(): Promise<string> {
  const path = (await headers()).get(ASKED_PATH) ?? ""
  return decodeURIComponent(/^\/orders\/([^/?#]+)/.exec(path)?.[1] ?? "")
}

export default async function OrderNotFound() {
  const name = await askedName()
  const nearest = nearestNames(name, await nearestOrders(await requirePageViewer(), name).catch(() => []))
  return (
    <>
      <h1 data-not-found>No such order</h1>
      <Empty title={name ? `No order has the support key or UUID ${name.slice(0, 100)}` : "No order has this support key or UUID"}>
        <NearestOrders orders={nearest} />
        <p className="max-w-prose">
          Perhaps it is mistyped, or its first webhook has not come yet. Support keys look like <code>sr_ac8c24</code>. A part of the
          customer reference finds orders too:
        </p>
        <div className="flex w-full">
          <SearchForm label="Search again" />
        </div>
        <p className="flex flex-wrap gap-x-4">
          <a href={urls.orders()}>All orders</a>
          <a href={urls.events()}>Events, newest first</a>
        </p>
      </Empty>
    </>
  )
}
