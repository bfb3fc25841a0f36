import { NearestOrders } from "#components/frame/nearest-orders.tsx"
import { SearchForm } from "#components/frame/search-form.tsx"
import { Empty } from "#components/ui/empty.tsx"
import type { Viewer } from "#lib/access/viewer.ts"
import { urls } from "#lib/contract.ts"
import { nearestNames } from "#lib/format/nearest-names.ts"
import { setPageStatus } from "#lib/page-status.ts"
import { nearestOrders } from "#lib/queries/nearest-orders.ts"

/** What stands in the place of an order that is not there. */
export async function NoSuchOrder({ viewer, name: asked }: { readonly viewer: Viewer; readonly name: string }) {
  setPageStatus(404)
  const name = asked.replaceAll("\u0000", "")
  const nearest = nearestNames(name, await nearestOrders(viewer, name).catch(() => []))
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
