"use client"

import { useEffect, useRef } from "react"
import { usePreferences } from "#lib/client/use-preferences.ts"
import { fullText } from "#lib/format/time.ts"

/** Opens what is folded, for paper; the answer folds it again. */
function unfold(): () => void {
  const folded = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open], [name=popover])")]
  for (const details of folded) details.open = true
  return () => {
    for (const details of folded) details.open = false
  }
}

/** Says on paper where and when it was printed, and in which zone its times are. */
export function PrintFoot() {
  const foot = useRef<HTMLParagraphElement>(null)
  const reading = usePreferences()
  useEffect(() => {
    let fold = (): void => {}
    const before = (): void => {
      fold = unfold()
      if (foot.current)
        foot.current.textContent = `${location.href} · printed ${fullText(new Date().toISOString(), reading)} · times in ${reading.zone}`
    }
    const after = (): void => fold()
    window.addEventListener("beforeprint", before)
    window.addEventListener("afterprint", after)
    return () => {
      window.removeEventListener("beforeprint", before)
      window.removeEventListener("afterprint", after)
    }
  }, [reading])
  return (
    <footer className="print-only">
      <p ref={foot}>Times in {reading.zone}</p>
    </footer>
  )
}
