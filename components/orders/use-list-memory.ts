import { useCallback, useEffect } from "react"
import { rememberList, takeOpenedRow } from "#lib/client/list-memory.ts"

/** Remembers the list when an order is opened from it; back in the list, that order's link has the focus again. */
export function useListMemory(query: string, ids: string): (opened: string) => void {
  useEffect(() => {
    const opened = takeOpenedRow(query)
    if (opened === null) return
    // After the router has put the page where it had been scrolled to: the row is then in sight, and nothing moves.
    const frame = requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-row="${CSS.escape(opened)}"] a`)?.focus())
    return () => cancelAnimationFrame(frame)
  }, [query])
  return useCallback((opened) => rememberList({ query, ids: ids.split(" "), opened }), [query, ids])
}
