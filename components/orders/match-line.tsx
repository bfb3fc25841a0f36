"use client"

import Link from "next/link"
import { type OrderListJson, urls } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { withParam } from "#lib/format/list-query.ts"
import { sortText } from "#lib/format/orders-query.ts"
import { LeftOut } from "./left-out.tsx"

type MatchLineProps = {
  readonly list: OrderListJson
  readonly query: URLSearchParams
  readonly leftOut: Parameters<typeof LeftOut>[0]["leftOut"]
}

/** How many orders match, past 10,000 only when asked for; in what order they stand; and what is left out. */
export function MatchLine({ list, query, leftOut }: MatchLineProps) {
  const count = countText(list.total)
  return (
    <p className="text-sm text-text-2">
      {list.total_is_exact ? (
        `${count} ${list.total === 1 ? "matches" : "match"}`
      ) : (
        <>
          {count}+ match ·{" "}
          <Link href={urls.orders(withParam(query, "count", "exact"))} prefetch={false}>
            count exactly
          </Link>
        </>
      )}
      {" · "}by {sortText(query.get("sort"))}
      <LeftOut leftOut={leftOut} query={query} />
    </p>
  )
}
