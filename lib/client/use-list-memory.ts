import { useCallback, useEffect } from "react"
import { rememberList, takeOpenedRow } from "./list-memory.ts"

type ShownList = {
  readonly href: string
  /** Of its orders, in their places, parted by spaces. */
  readonly ids: string
  readonly more?: string | null
}

/** Remembers the list when an order is opened from it; back in the list, that order's link has the focus again. */
export function useListMemory({ href, ids, more = null }: ShownList): (opened: string) => void {
  useEffect(() => {
    const opened = takeOpenedRow(href)
    if (opened === null) return
    // After the router has put the page where it had been scrolled to: the row is then in sight, and nothing moves.
    const frame = requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-row="${CSS.escape(opened)}"] a`)?.focus())
    return () => cancelAnimationFrame(frame)
  }, [href])
  return useCallback((opened) => rememberList({ href, ids: ids.split(" "), more, opened }), [href, ids, more])
}
