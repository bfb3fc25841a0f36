"use client"

import { columnTitle, type OrderColumn } from "#lib/format/order-columns.ts"
import { SortHeading } from "./sort-heading.tsx"

/** How a column sorts, where it does: what comes first, and the other way round where there is one. */
const WAYS: Partial<Readonly<Record<OrderColumn, readonly string[]>>> = {
  clock: ["due_at"],
  last_event: ["-last_event_at", "last_event_at"],
  since: ["status_since", "-status_since"],
  reference: ["customer_reference"],
}

/** How wide a column is beside the others: the same whatever its rows hold, so that no change moves it. */
const WIDTHS: Readonly<Record<OrderColumn, string>> = {
  status: "w-[12%]",
  why: "w-[14%]",
  court: "w-[11%]",
  clock: "w-[15%]",
  sms: "w-[9%]",
  split: "w-[9%]",
  last_event: "w-[9%]",
  since: "w-[9%]",
  reference: "w-[18%]",
  comments: "w-[8%]",
  first_event: "w-[9%]",
}

/** So many columns leave room. The reference takes it, which stands below the key where it has no column of its own. */
const MOST_WITH_ROOM = { key: 7, reference: 6 } as const

export function OrdersColumns({ columns }: { columns: readonly OrderColumn[] }) {
  const of = columns.includes("reference") ? "reference" : "key"
  const wide = columns.length <= MOST_WITH_ROOM[of] ? of : null
  return (
    <colgroup>
      <col className="w-10" />
      <col className={wide === "key" ? "" : "w-[14%]"} />
      {columns.map((column) => (
        <col key={column} className={column === wide ? "" : WIDTHS[column]} />
      ))}
    </colgroup>
  )
}

type OrdersHeadProps = {
  readonly columns: readonly OrderColumn[]
  readonly query: URLSearchParams
  readonly selected: "none" | "some" | "all"
  readonly selectPage: (isWanted: boolean) => void
}

export function OrdersHead({ columns, query, selected, selectPage }: OrdersHeadProps) {
  return (
    <thead>
      <tr>
        <td className="row-select">
          <label className="flex size-6 items-center justify-center">
            <input
              type="checkbox"
              aria-label="Select all on this page"
              checked={selected === "all"}
              ref={(box) => {
                if (box) box.indeterminate = selected === "some"
              }}
              onChange={(event) => selectPage(event.target.checked)}
              className="size-4"
            />
          </label>
        </td>
        <SortHeading title="Support key" query={query} ways={["support_key"]} />
        {columns.map((column) => {
          const ways = WAYS[column]
          if (ways) return <SortHeading key={column} title={columnTitle(column)} query={query} ways={ways} />
          return (
            <th key={column} scope="col">
              {columnTitle(column)}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
