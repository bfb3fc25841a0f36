"use client"

import { useRouter } from "next/navigation"
import { useEffect, useRef, useState } from "react"
import { fetchJson } from "#lib/client/fetch-json.ts"
import { liveStream } from "#lib/client/live-stream.ts"
import { paced } from "#lib/client/paced.ts"
import { useLiveState } from "#lib/client/use-live-state.ts"
import { type OrderJson, urls } from "#lib/contract.ts"

const AT_MOST_EVERY_MS = 500
const POLL_MS = 30_000

/** What the server's page was made of. */
export type RefreshedPage = {
  readonly id: string
  readonly updatedAt: string
  /** The beginnings of the ids of all orders that the page tells of, separated by spaces. */
  readonly watched: string
}
export type RefreshFailure = { readonly message: string; readonly shownSince: string }

/**
 * Has the server tell the page again when the stream names one of its orders. The API is asked first: while it does
 * not answer, the page stays as it is. After a gap in the stream, and every 30 s while there is none, it is told again
 * only if the order has changed.
 */
export function useOrderRefresh({ id, updatedAt, watched }: RefreshedPage): { failure: RefreshFailure | null; retry: () => void } {
  const router = useRouter()
  const state = useLiveState()
  const [failure, setFailure] = useState<RefreshFailure | null>(null)
  const shown = useRef({ updatedAt, since: "", isFirst: true, retry: () => {} })
  useEffect(() => {
    shown.current.updatedAt = updatedAt
  }, [updatedAt])
  useEffect(() => {
    const now = (): string => new Date().toISOString()
    const read = async (isCertain: boolean): Promise<void> => {
      const { data } = await fetchJson<{ data: OrderJson }>(urls.api.order(id))
      shown.current.since = now()
      setFailure(null)
      if (isCertain || data.updated_at !== shown.current.updatedAt) router.refresh()
    }
    const reading = (isCertain: boolean) =>
      paced(() => {
        read(isCertain).catch(({ message }: Error) => setFailure({ message, shownSince: shown.current.since }))
      }, AT_MOST_EVERY_MS)
    const [tell, check] = [reading(true), reading(false)]
    // A change that waited for its turn when this began anew must not be lost.
    if (!shown.current.isFirst) tell.ask()
    shown.current = { ...shown.current, isFirst: false, since: shown.current.since || now(), retry: tell.ask }
    const beginnings = new Set(watched.split(" "))
    const poll = state === "live" ? undefined : setInterval(check.ask, POLL_MS)
    const unsubscribe = liveStream.subscribe((change) => {
      if (change.kind === "reset") check.ask()
      if (change.kind === "orders" && change.ids.some((one) => beginnings.has(one.slice(0, 8)))) tell.ask()
    })
    return () => {
      unsubscribe()
      clearInterval(poll)
      tell.stop()
      check.stop()
    }
  }, [id, watched, state, router])
  return { failure, retry: () => shown.current.retry() }
}
