import { useSyncExternalStore } from "react"
import useSWR from "swr"
import { type StoringJson, urls } from "#lib/contract.ts"
import { type Freshness, freshnessStore } from "./freshness.ts"
import { useLiveState } from "./use-live-state.ts"

export type ScreenHealth =
  | { readonly kind: "loaded" | "live" }
  /** No stream, but answers: asked again every 30 s. */
  | { readonly kind: "updated"; readonly at: number }
  | { readonly kind: "offline"; readonly at: number }

const UNKNOWN: Freshness = { at: 0, reachable: true }

/** Whether what a screen shows is fresh, and since when not. `wasAway`: whether the database was when the page was made. */
export function useScreenHealth(wasAway: boolean): ScreenHealth {
  const state = useLiveState()
  const { at, reachable } = useSyncExternalStore(freshnessStore.watch, freshnessStore.read, () => UNKNOWN)
  // Asked for by the notice that tells of it: a stream goes on while the database, of which it tells, is away.
  const { data: storing } = useSWR<{ data: StoringJson }, Error>(urls.api.storing, null)
  const isAway = storing ? storing.data.outage_since !== null : wasAway
  if (state === "starting" || (state === "live" && isAway)) return { kind: "loaded" }
  if (state === "live") return { kind: "live" }
  return { kind: reachable && navigator.onLine ? "updated" : "offline", at }
}
