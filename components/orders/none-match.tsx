import Link from "next/link"
import { type FoundOrderJson, urls } from "#lib/contract.ts"
import { selectionQuery } from "#lib/format/orders-query.ts"
import { isPhoneLike } from "#lib/format/phone-like.ts"
import { NearestOrders } from "../frame/nearest-orders.tsx"
import { Empty } from "../ui/empty.tsx"

/** What a search looked at, so that whoever misses something knows where it was not looked for. */
function Searched({ text, isAlone }: { text: string; isAlone: boolean }) {
  return (
    <div className="flex max-w-prose flex-col gap-2">
      <p>
        Looked for: a support key or UUID that begins with <q className="wrap-anywhere">{text}</q>, or a customer reference that has it in
        any place{isAlone ? "" : ", among the orders that the other filters leave"}.
      </p>
      {isPhoneLike(text) && (
        <p className="font-medium">
          Webhooks carry no phone numbers: look the number up in Telnyx’s portal, and search here by its order’s key.
        </p>
      )}
    </div>
  )
}

type NoneMatchProps = { readonly query: URLSearchParams; readonly nearest: readonly FoundOrderJson[] }

/** There are orders, but none that the filters leave. */
export function NoneMatch({ query, nearest }: NoneMatchProps) {
  const text = query.get("q")
  const isAlone = selectionQuery(query).size === 1
  return (
    <Empty title={text && isAlone ? "No order fits this search" : "No order matches these filters"}>
      {text && <Searched text={text} isAlone={isAlone} />}
      <NearestOrders orders={nearest} />
      <Link href={urls.orders()} className="control">
        {text && isAlone ? "All orders" : "Clear all filters"}
      </Link>
    </Empty>
  )
}
