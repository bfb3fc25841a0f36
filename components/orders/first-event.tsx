"use client"

import { useRouter } from "next/navigation"
import { useEffect } from "react"
import { liveStream } from "#lib/client/live-stream.ts"
import { useLiveState } from "#lib/client/use-live-state.ts"

/** Listens for the first event, and has the page made again when it comes. */
export function FirstEvent() {
  const router = useRouter()
  const state = useLiveState()
  useEffect(
    () =>
      liveStream.subscribe((change) => {
        if (change.kind !== "reset") router.refresh()
      }),
    [router],
  )
  return (
    <p className="text-sm text-text-2">
      {state === "live" ? "Listening: the first event shows here at once." : "Reload after the first event."}
    </p>
  )
}
