"use client"

import { useNavigating } from "#lib/client/use-navigating.ts"

/** That a page is on its way: a thin line at the top, and a word for whoever does not see it. A border, so that forced colours keep it. */
export function ProgressLine() {
  const isNavigating = useNavigating()
  return (
    <div role="status" className="no-print pointer-events-none fixed inset-x-0 top-0 z-40">
      {isNavigating && (
        <div data-progress className="border-t-3 border-link motion-safe:animate-pulse">
          <span className="sr-only">Loading the page</span>
        </div>
      )}
    </div>
  )
}
