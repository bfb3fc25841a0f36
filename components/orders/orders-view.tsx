import { type FacetsJson, type FoundOrderJson, type OrderListJson, urls } from "#lib/contract.ts"
import type { OrderChip } from "#lib/format/active-filters.ts"
import type { OrderColumn } from "#lib/format/order-columns.ts"
import { apiQuery } from "#lib/format/orders-query.ts"
import { Notice } from "../ui/notice.tsx"
import { ColumnsMenu } from "./columns-menu.tsx"
import { CsvLink } from "./csv-link.tsx"
import { MissingNames } from "./missing-names.tsx"
import { NoneMatch } from "./none-match.tsx"
import { OrderChips } from "./order-chips.tsx"
import { OrderFilters } from "./order-filters.tsx"
import { OrdersTable } from "./orders-table.tsx"
import { PasteNames } from "./paste-names.tsx"

type OrdersViewProps = {
  readonly query: URLSearchParams
  readonly list: OrderListJson
  readonly facets: FacetsJson
  readonly missing: readonly string[]
  readonly nearest: readonly FoundOrderJson[]
  readonly notes: readonly string[]
  readonly chips: readonly OrderChip[]
  readonly columns: readonly OrderColumn[]
  readonly density: "compact" | "comfortable"
}

/** The list of orders with all that it can be filtered, arranged and taken away by. */
export function OrdersView({ query, list, facets, missing, nearest, notes, chips, columns, density }: OrdersViewProps) {
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h1>Orders</h1>
        <div className="no-print flex flex-wrap gap-2">
          <CsvLink query={query} />
          <ColumnsMenu query={query} columns={columns} density={density} />
          <PasteNames key={query.toString()} />
        </div>
      </div>
      <OrderFilters query={query} facets={facets} />
      <OrderChips chips={chips} clear={urls.orders()} />
      {notes.map((note) => (
        <Notice key={note} kind="warning">
          {note}
        </Notice>
      ))}
      <MissingNames names={missing} />
      <OrdersTable
        key={apiQuery(query).toString()}
        query={query.toString()}
        initial={list}
        facets={facets}
        none={list.data.length === 0 && <NoneMatch query={query} nearest={nearest} />}
        columns={columns}
        density={density}
      />
    </>
  )
}
