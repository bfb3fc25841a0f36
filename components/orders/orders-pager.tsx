import { urls } from "#lib/contract.ts"
import { withParam } from "#lib/format/list-query.ts"
import { Pager } from "../ui/pager.tsx"

type OrdersPagerProps = { readonly query: URLSearchParams; readonly shown: number; readonly next: string | null }

export function OrdersPager({ query, shown, next }: OrdersPagerProps) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Pager
        label="Pages of orders"
        older={next}
        first={query.has("cursor") ? urls.orders(withParam(query, "cursor", null)) : null}
        olderText="Next page"
      />
      {shown > 0 && <p className="text-sm text-text-2">{shown} shown</p>}
    </div>
  )
}
