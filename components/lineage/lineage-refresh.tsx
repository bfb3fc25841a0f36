"use client"

import { useRouter } from "next/navigation"
import { useEffect } from "react"
import { liveStream } from "#lib/client/live-stream.ts"

/** Has the server draw the graph again when one of its orders changes. */
export function LineageRefresh({ ids }: { ids: readonly string[] }) {
  const router = useRouter()
  useEffect(
    () =>
      liveStream.subscribe((change) => {
        if (change.kind === "reset" || (change.kind === "orders" && change.ids.some((id) => ids.includes(id)))) router.refresh()
      }),
    [ids, router],
  )
  return null
}
