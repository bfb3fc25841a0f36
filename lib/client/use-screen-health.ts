import { useSyncExternalStore } from "react"
import { type Freshness, freshnessStore } from "./freshness.ts"
import { useLiveState } from "./use-live-state.ts"

export type ScreenHealth =
  | { readonly kind: "starting" | "live" }
  /** No stream, but answers: asked again every 30 s. */
  | { readonly kind: "updated"; readonly at: number }
  | { readonly kind: "offline"; readonly at: number }

const UNKNOWN: Freshness = { at: 0, reachable: true }

/** Whether what a screen shows is fresh, and since when not. */
export function useScreenHealth(): ScreenHealth {
  const state = useLiveState()
  const { at, reachable } = useSyncExternalStore(freshnessStore.watch, freshnessStore.read, () => UNKNOWN)
  if (state === "live" || state === "starting") return { kind: state }
  return { kind: reachable && navigator.onLine ? "updated" : "offline", at }
}
