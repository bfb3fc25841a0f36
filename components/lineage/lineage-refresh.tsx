"use client"

import { useRouter } from "next/navigation"
import { useEffect, useRef } from "react"
import { fetchJson } from "#lib/client/fetch-json.ts"
import { liveStream } from "#lib/client/live-stream.ts"
import { paced } from "#lib/client/paced.ts"
import { useLiveState } from "#lib/client/use-live-state.ts"
import { type LineageJson, urls } from "#lib/contract.ts"
import { lineageMark } from "#lib/format/lineage-mark.ts"

const AT_MOST_EVERY_MS = 1_000
const POLL_MS = 30_000

type RefreshProps = {
  readonly id: string
  /** The beginnings of the ids of the whole family, separated by spaces. */
  readonly family: string
  /** What the server's drawing was made of (`lineageMark`). */
  readonly mark: string
}

/**
 * Has the server draw the graph again when the stream names an order of the family. After a gap in the stream, and
 * every 30 s while there is none, it first asks the API whether anything has changed at all.
 */
export function LineageRefresh({ id, family, mark }: RefreshProps) {
  const router = useRouter()
  const state = useLiveState()
  const isFirst = useRef(true)
  useEffect(() => {
    const beginnings = new Set(family.split(" "))
    const redraw = paced(() => router.refresh(), AT_MOST_EVERY_MS)
    const check = paced(() => {
      fetchJson<{ data: LineageJson }>(urls.api.lineage(id)).then(
        ({ data }) => lineageMark(data) !== mark && redraw.ask(),
        () => {},
      )
    }, AT_MOST_EVERY_MS)
    // A change that waited for its turn when this began anew must not be lost: it may be of after what is drawn now.
    if (!isFirst.current) check.ask()
    isFirst.current = false
    const poll = state === "live" ? undefined : setInterval(check.ask, POLL_MS)
    const unsubscribe = liveStream.subscribe((change) => {
      if (change.kind === "reset") check.ask()
      if (change.kind === "orders" && change.ids.some((one) => beginnings.has(one.slice(0, 8)))) redraw.ask()
    })
    return () => {
      unsubscribe()
      clearInterval(poll)
      redraw.stop()
      check.stop()
    }
  }, [id, family, mark, state, router])
  return null
}
