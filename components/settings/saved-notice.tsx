"use client"

import CircleCheck from "lucide-react/icons/circle-check"
import { useEffect } from "react"
import { countText } from "#lib/format/count-text.ts"

/** Says once that a section was saved: a reload or a way back does not say it again. */
export function SavedNotice({ moved }: { moved: number }) {
  useEffect(() => {
    const url = new URL(location.href)
    url.searchParams.delete("saved")
    history.replaceState(history.state, "", url)
  }, [])
  const orders = moved === 0 ? "No order moved." : `${countText(moved)} ${moved === 1 ? "order stands" : "orders stand"} elsewhere now.`
  return (
    <div role="status" className="flex gap-2 rounded-control border-s-4 border-done bg-done-tint px-3 py-2 text-sm">
      <CircleCheck size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0 text-done-ink" />
      <p>Saved and in force. {orders}</p>
    </div>
  )
}
