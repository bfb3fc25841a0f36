"use client"

import { useEffect } from "react"

const QUESTION = "What you entered is not saved. Leave without saving?"

/** The link of this window that a click follows; null for one that opens another, or that only moves on this page. */
function leavingLink(event: MouseEvent): HTMLAnchorElement | null {
  const link = event.target instanceof Element ? event.target.closest("a") : null
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  if (!link?.href || !isPlain || link.target === "_blank" || link.hasAttribute("download")) return null
  const [there, here] = [new URL(link.href), location]
  return there.origin === here.origin && there.pathname === here.pathname && there.search === here.search && there.hash ? null : link
}

/** Asks before what was entered in a form is left unsaved. `dirty`: it held something unsaved from the start. */
export function LeaveGuard({ form: id, dirty }: { form: string; dirty: boolean }) {
  useEffect(() => {
    let isDirty = dirty
    const ending = new AbortController()
    const { signal } = ending
    const form = document.getElementById(id)
    form?.addEventListener("input", () => (isDirty = true), { signal })
    document.addEventListener("submit", () => (isDirty = false), { signal })
    const ask = (event: BeforeUnloadEvent): void => {
      if (isDirty) event.preventDefault()
    }
    const askOnLink = (event: MouseEvent): void => {
      if (!isDirty || !leavingLink(event)) return
      if (confirm(QUESTION)) isDirty = false
      else {
        event.preventDefault()
        event.stopImmediatePropagation()
      }
    }
    window.addEventListener("beforeunload", ask, { signal })
    // Before React's own listener, which stands on the document.
    window.addEventListener("click", askOnLink, { signal, capture: true })
    return () => ending.abort()
  }, [id, dirty])
  return null
}
