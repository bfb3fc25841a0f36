"use client"

import { useEffect } from "react"

/**
 * A session that is over is found out by whatever page is asked for next, and what stands around that page stays as it was:
 * a name, counts, links. It is all loaded anew then.
 */
export function LeaveFrame() {
  useEffect(() => {
    if (document.documentElement.dataset.may) location.reload()
  }, [])
  return null
}
