import Link from "next/link"
import { type OrderListJson, urls } from "#lib/contract.ts"
import { withParam } from "#lib/format/list-query.ts"

/** How many orders match; past 10,000 only when asked for. */
export function MatchCount({ list, query }: { list: OrderListJson; query: URLSearchParams }) {
  const count = list.total.toLocaleString("en")
  if (list.total_is_exact)
    return (
      <p className="text-sm text-text-2">
        {count} {list.total === 1 ? "matches" : "match"}
      </p>
    )
  return (
    <p className="text-sm text-text-2">
      {count}+ match ·{" "}
      <Link href={urls.orders(withParam(query, "count", "exact"))} prefetch={false}>
        count exactly
      </Link>
    </p>
  )
}
