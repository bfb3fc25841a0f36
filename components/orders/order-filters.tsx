import type { FacetsJson } from "#lib/contract.ts"
import { FACET_NAMES } from "#lib/format/order-facets.ts"
import { SORT_NAMES, sortText } from "#lib/format/orders-query.ts"
import { FacetMenus } from "./facet-menus.tsx"
import { FilterForm } from "./filter-form.tsx"
import { KeptFields } from "./kept-fields.tsx"
import { LabelledSelect } from "./labelled-select.tsx"

const SORTS = SORT_NAMES.map((name) => [name, `${sortText(name).charAt(0).toUpperCase()}${sortText(name).slice(1)}`] as const)
const OWN = [...FACET_NAMES, "q", "status_age", "last_event", "customer_reference", "deleted", "placeholder", "sort"]

/** Every filter of the list, under the API's own names; a plain form, so that it works without JavaScript. */
export function OrderFilters({ query, facets }: { query: URLSearchParams; facets: FacetsJson }) {
  return (
    <FilterForm key={query.toString()}>
      <KeptFields query={query} own={OWN} />
      <input
        type="search"
        name="q"
        data-hotkey="f"
        defaultValue={query.get("q") ?? ""}
        minLength={3}
        maxLength={200}
        aria-label="Key, UUID or reference"
        placeholder="Key, UUID or reference"
        className="control w-52 max-w-full max-sm:w-full"
      />
      <FacetMenus query={query.toString()} initial={facets} />
      <LabelledSelect name="sort" title="Sort" value={query.get("sort") ?? "-last_event_at"} options={SORTS} />
      <button type="submit" className="control border-link font-medium text-link">
        Apply
      </button>
    </FilterForm>
  )
}
