"use client"

import { useLiveFacets } from "#lib/client/use-facets.ts"
import type { FacetsJson } from "#lib/contract.ts"
import { orderFacet } from "#lib/format/order-facets.ts"
import { selectionQuery } from "#lib/format/orders-query.ts"
import { useGuideNames } from "../exceptions/guide-names.tsx"
import { Popover } from "../ui/popover.tsx"
import { APPLY, FacetMenu } from "./facet-menu.tsx"
import { FacetOptions } from "./facet-options.tsx"
import { MoreFilters } from "./more-filters.tsx"

const MENUS = ["status", "exception_code", "court", "attention", "messaging", "split"] as const

/** The filters with their counts, which follow what happens. */
export function FacetMenus({ query: text, initial }: { query: string; initial: FacetsJson }) {
  const query = new URLSearchParams(text)
  const guide = useGuideNames()
  const facets = useLiveFacets({ selection: selectionQuery(query).toString(), initial })
  const facet = (name: Parameters<typeof orderFacet>[0]) => orderFacet(name, { facets, served: initial, query, guide })
  return (
    <>
      {MENUS.map((name) => (
        <FacetMenu key={name} facet={facet(name)} />
      ))}
      <Popover summary="More filters" foot={APPLY}>
        <FacetOptions facet={facet("needs")} isNamed />
        <FacetOptions facet={facet("flag")} isNamed />
        <MoreFilters query={query} />
      </Popover>
    </>
  )
}
