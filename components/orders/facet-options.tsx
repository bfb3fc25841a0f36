import { countText } from "#lib/format/count-text.ts"
import type { Facet } from "#lib/format/order-facets.ts"

/** A facet's values as boxes of a form. A value that nobody knows stands as sent, in a dotted frame. */
export function FacetOptions({ facet: { name, title, options }, isNamed = false }: { facet: Facet; isNamed?: boolean }) {
  return (
    <fieldset>
      <legend className={isNamed ? "px-2 pt-1 text-xs font-medium text-text-2" : "sr-only"}>{title}</legend>
      {options.map(({ text, label, isKnown, count, isChosen }) => (
        <label key={text} className="flex min-h-8 cursor-pointer items-center gap-2 rounded-chip px-2 text-sm hover:bg-surface">
          <input type="checkbox" name={name} value={text} defaultChecked={isChosen} className="size-4" />
          <span className="wrap-anywhere min-w-0 flex-1">
            <span
              className={isKnown ? "" : "rounded-chip border border-dotted border-control px-1 font-mono"}
              translate={isKnown ? undefined : "no"}
            >
              {label}
            </span>
            {!isKnown && <span className="text-text-3"> ?</span>}
          </span>
          {count !== null && <span className={count === 0 ? "text-text-3" : "text-text-2"}>{countText(count)}</span>}
        </label>
      ))}
    </fieldset>
  )
}
