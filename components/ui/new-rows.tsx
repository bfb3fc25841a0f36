"use client"

import { useEffect } from "react"
import { announceNews } from "#lib/client/toasts.ts"
import { countText } from "#lib/format/count-text.ts"

/** Says how many rows came meanwhile, and shows them when asked to; then the first row has the focus. */
export function NewRows({ waiting, show }: { waiting: number; show: () => void }) {
  useEffect(() => {
    if (waiting > 0) announceNews(`${waiting} new`)
  }, [waiting])
  if (waiting === 0) return null
  const showThem = (): void => {
    show()
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.querySelector<HTMLElement>("[data-row] a")?.focus()
    })
  }
  return (
    <button type="button" data-hotkey="." className="control border-link font-medium text-link" onClick={showThem}>
      {countText(waiting)} new · press <kbd>.</kbd>
    </button>
  )
}
