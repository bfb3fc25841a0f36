import { urls } from "#lib/contract.ts"
import { withParam } from "#lib/format/list-query.ts"
import { Pager } from "../ui/pager.tsx"

type OrdersPagerProps = { readonly query: URLSearchParams; readonly shown: number; readonly nextCursor: string | null }

export function OrdersPager({ query, shown, nextCursor }: OrdersPagerProps) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Pager
        label="Pages of orders"
        older={nextCursor ? urls.orders(withParam(query, "cursor", nextCursor)) : null}
        first={query.has("cursor") ? urls.orders(withParam(query, "cursor", null)) : null}
        olderText="Next page"
      />
      {shown > 0 && <p className="text-sm text-text-2">{shown} shown</p>}
    </div>
  )
}
