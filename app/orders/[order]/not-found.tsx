import Link from "next/link"
import { SearchForm } from "#components/frame/search-form.tsx"
import { Empty } from "#components/ui/empty.tsx"
import { urls } from "#lib/contract.ts"

export default function OrderNotFound() {
  return (
    <>
      <h1>No such order</h1>
      <Empty title="No order has this support key or UUID">
        <p className="max-w-prose">
          Perhaps it is mistyped, or its first webhook has not come yet. Support keys look like <code>sr_ac8c24</code>. A part of the
          customer reference finds orders too:
        </p>
        <div className="flex w-full">
          <SearchForm label="Search again" />
        </div>
        <Link href={urls.orders()}>All orders</Link>
      </Empty>
    </>
  )
}
