import { urls } from "#lib/contract.ts"
import { typeOptions } from "#lib/format/event-filters.ts"
import { briefText } from "#lib/format/visible-text.ts"
import { GetForm } from "../ui/get-form.tsx"

const LONGEST_NAME = 40
const typeName = (type: string): string => briefText(type.replace(/^porting_order\./, ""), LONGEST_NAME)

type FiltersProps = { readonly query: URLSearchParams; readonly seenTypes: readonly (string | null)[] }

/** The inbox's filters, under the API's own names; a plain form, so that it works without JavaScript. Folded where space is short. */
export function EventFilters({ query, seenTypes }: FiltersProps) {
  const value = (name: string): string => query.get(name) ?? ""
  const isUsed = ["event_type", "order", "event_id"].some((name) => query.has(name))
  return (
    <details open={isUsed} className="no-print md:[&::details-content]:[content-visibility:visible]">
      <summary className="control w-fit supports-[selector(::details-content)]:md:hidden">Filter</summary>
      <GetForm
        key={query.toString()}
        action={urls.events()}
        aria-label="Filter events"
        className="flex flex-wrap items-center gap-2 text-sm text-text-2 max-md:pt-2"
      >
        {["verdict", "state"].map((name) => value(name) && <input key={name} type="hidden" name={name} value={value(name)} />)}
        <label className="flex items-center gap-1.5">
          Type
          <select name="event_type" defaultValue={value("event_type")} className="control max-w-56" data-hotkey="f">
            <option value="">All</option>
            {typeOptions(query, seenTypes).map((type) => (
              <option key={type} value={type}>
                {typeName(type)}
              </option>
            ))}
          </select>
        </label>
        <label className="flex items-center gap-1.5">
          Order
          <input name="order" defaultValue={value("order")} placeholder="Key or UUID" maxLength={200} className="control w-40" />
        </label>
        <label className="flex items-center gap-1.5">
          Event id
          <input name="event_id" defaultValue={value("event_id")} placeholder="As sent" className="control w-40" />
        </label>
        <button type="submit" className="control border-link font-medium text-link">
          Apply
        </button>
      </GetForm>
    </details>
  )
}
