"use client"

import { useEffect } from "react"
import { announceNews } from "#lib/client/toasts.ts"

/** Says how many rows came meanwhile, and shows them when asked to. */
export function NewRows({ waiting, show }: { waiting: number; show: () => void }) {
  useEffect(() => {
    if (waiting > 0) announceNews(`${waiting} new`)
  }, [waiting])
  if (waiting === 0) return null
  return (
    <button type="button" data-hotkey="." className="control border-link font-medium text-link" onClick={show}>
      {waiting} new · show
      <kbd>.</kbd>
    </button>
  )
}
