import ChevronDown from "lucide-react/icons/chevron-down"
import type { Facet } from "#lib/format/order-facets.ts"

/** The values of one filter to tick, with how many orders have each. */
export function FacetMenu({ facet: { name, title, options } }: { facet: Facet }) {
  const chosen = options.filter((option) => option.isChosen).length
  return (
    <details name="facet" className="relative">
      <summary className="control list-none">
        {title}
        {chosen > 0 && <span className="rounded-chip bg-selected px-1 font-medium text-link">{chosen}</span>}
        <ChevronDown size={14} aria-hidden="true" />
      </summary>
      <fieldset className="card absolute start-0 top-full z-10 mt-1 max-h-96 w-72 max-w-[calc(100vw-2rem)] overflow-y-auto p-1 shadow-lg max-md:static max-md:w-full">
        <legend className="sr-only">{title}</legend>
        {options.map(({ value, label, count, isChosen }) => (
          <label key={value} className="flex min-h-8 cursor-pointer items-center gap-2 rounded-chip px-2 text-sm hover:bg-surface">
            <input type="checkbox" name={name} value={value} defaultChecked={isChosen} className="size-4" />
            <span className="min-w-0 flex-1 break-words">{label}</span>
            <span className="text-text-3">{count.toLocaleString("en")}</span>
          </label>
        ))}
      </fieldset>
    </details>
  )
}
