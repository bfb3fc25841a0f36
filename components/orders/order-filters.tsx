import Form from "next/form"
import { urls } from "#lib/contract.ts"
import type { Facet } from "#lib/format/order-facets.ts"
import { Popover } from "../ui/popover.tsx"
import { FacetMenu } from "./facet-menu.tsx"

const SORTS = [
  ["-last_event_at", "Last event, newest first"],
  ["last_event_at", "Last event, oldest first"],
  ["status_since", "Longest in status first"],
  ["-status_since", "Shortest in status first"],
  ["support_key", "Support key"],
  ["customer_reference", "Customer reference"],
] as const

const SHOWN = [
  ["", "left out"],
  ["true", "included"],
  ["only", "only"],
] as const

type SelectProps = {
  readonly name: string
  readonly title: string
  readonly value: string
  readonly options: readonly (readonly [string, string])[]
}

function Select({ name, title, value, options }: SelectProps) {
  return (
    <label className="flex items-center gap-1.5 text-sm text-text-2">
      {title}
      <select name={name} defaultValue={value} className="control">
        {options.map(([option, label]) => (
          <option key={option} value={option}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Every filter of the list, under the API's own names; a plain form, so that it works without JavaScript. */
export function OrderFilters({ query, facets }: { query: URLSearchParams; facets: readonly Facet[] }) {
  const value = (name: string): string => query.get(name) ?? ""
  return (
    <Form key={query.toString()} action={urls.orders()} aria-label="Filter orders" className="no-print flex flex-wrap items-center gap-2">
      <input
        type="search"
        name="q"
        defaultValue={value("q")}
        minLength={3}
        maxLength={200}
        aria-label="Key, UUID or reference"
        placeholder="Key, UUID or reference"
        className="control w-56 max-w-full"
      />
      {facets.map((facet) => (
        <FacetMenu key={facet.name} facet={facet} />
      ))}
      <Popover summary="More">
        <div className="flex flex-col items-end gap-2 p-2">
          <Select name="deleted" title="Deleted drafts" value={value("deleted")} options={SHOWN} />
          <Select name="placeholder" title="Not heard of" value={value("placeholder")} options={SHOWN} />
        </div>
      </Popover>
      <Select name="sort" title="Sort" value={value("sort") || "-last_event_at"} options={SORTS} />
      <button type="submit" className="control border-link font-medium text-link">
        Apply
      </button>
    </Form>
  )
}
