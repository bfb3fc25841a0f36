"use client"

import { showToast } from "#lib/client/toasts.ts"
import type { Selection } from "#lib/client/use-selection.ts"
import { type OrderJson, type OrderListJson, urls } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { copiedKey } from "#lib/format/order-name.ts"
import { useCopyKeys } from "./use-copy-keys.ts"

type BulkBarProps = {
  readonly selection: Selection
  readonly list: OrderListJson
  /** How many rows the page shows, and those of them that are selected, in their places. */
  readonly shown: number
  readonly chosen: readonly OrderJson[]
  /** What the list is asked for with, and what a file of it is. */
  readonly query: string
  readonly exported: URLSearchParams
}

const totalText = ({ total, total_is_exact }: OrderListJson): string => `${countText(total)}${total_is_exact ? "" : "+"}`

function spoken({ selection, list, shown, chosen }: BulkBarProps): string {
  if (selection.isAll) return `All ${totalText(list)} that match selected`
  return chosen.length === shown ? `${shown} on this page selected` : `${chosen.length} selected`
}

/** What can be done with the selected orders; selecting more than the page is a second step. */
export function BulkBar(props: BulkBarProps) {
  const { selection, list, shown, chosen, query, exported } = props
  const { copy, progress } = useCopyKeys({ keys: selection.isAll ? null : chosen.map(copiedKey), query })
  const isMore = !selection.isAll && chosen.length === shown && (list.total > shown || !list.total_is_exact)
  const named = new URLSearchParams({ id: chosen.map(({ id }) => id).join(","), deleted: "true", placeholder: "true" })
  for (const sort of exported.getAll("sort")) named.set("sort", sort)
  const csv = urls.api.ordersCsv(selection.isAll ? exported : named)
  const count = selection.isAll ? totalText(list) : String(chosen.length)
  return (
    <fieldset aria-label="Selected orders" className="flex flex-1 flex-wrap items-center gap-2 rounded-control bg-selected px-3 py-1">
      <p role="status" className="font-medium">
        {spoken(props)}
      </p>
      {isMore && (
        <button type="button" className="control" onClick={selection.selectAll}>
          Select all {totalText(list)} that match
        </button>
      )}
      <button type="button" className="control" onClick={() => void copy()} disabled={progress !== null}>
        {progress === null ? "Copy keys" : `Reading… ${countText(progress)}`}
      </button>
      <a href={csv} download className="control" onClick={() => showToast(`CSV of ${count} orders: the download has begun.`)}>
        CSV
      </a>
      <button type="button" className="control" onClick={() => selection.set([])}>
        Clear selection
      </button>
    </fieldset>
  )
}
