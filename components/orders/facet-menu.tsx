import ChevronDown from "lucide-react/icons/chevron-down"
import type { Facet } from "#lib/format/order-facets.ts"
import { Popover } from "../ui/popover.tsx"
import { FacetOptions } from "./facet-options.tsx"

function Title({ title, chosen }: { title: string; chosen: number }) {
  return (
    <>
      {title}
      {chosen > 0 && <span className="rounded-chip bg-selected px-1 font-medium text-link">{chosen}</span>}
      <ChevronDown size={14} aria-hidden="true" />
    </>
  )
}

/** The form's own button may be out of sight behind the menu. */
export const APPLY = (
  <button type="submit" className="control flex-1 justify-center border-link font-medium text-link">
    Apply
  </button>
)

/** The values of one filter to tick, with how many orders have each. */
export function FacetMenu({ facet }: { facet: Facet }) {
  const { title, options } = facet
  return (
    <Popover summary={<Title title={title} chosen={options.filter((option) => option.isChosen).length} />} foot={APPLY}>
      <FacetOptions facet={facet} />
    </Popover>
  )
}
