import ChevronDown from "lucide-react/icons/chevron-down"
import type { Facet } from "#lib/format/order-facets.ts"
import { Popover } from "../ui/popover.tsx"

function Title({ title, chosen }: { title: string; chosen: number }) {
  return (
    <>
      {title}
      {chosen > 0 && <span className="rounded-chip bg-selected px-1 font-medium text-link">{chosen}</span>}
      <ChevronDown size={14} aria-hidden="true" />
    </>
  )
}

/** The values of one filter to tick, with how many orders have each. */
export function FacetMenu({ facet: { name, title, options } }: { facet: Facet }) {
  return (
    <Popover summary={<Title title={title} chosen={options.filter((option) => option.isChosen).length} />}>
      <fieldset>
        <legend className="sr-only">{title}</legend>
        {options.map(({ value, label, count, isChosen }) => (
          <label key={value} className="flex min-h-8 cursor-pointer items-center gap-2 rounded-chip px-2 text-sm hover:bg-surface">
            <input type="checkbox" name={name} value={value} defaultChecked={isChosen} className="size-4" />
            <span className="wrap-anywhere min-w-0 flex-1">{label}</span>
            <span className="text-text-3">{count.toLocaleString("en")}</span>
          </label>
        ))}
      </fieldset>
    </Popover>
  )
}
