import { useSyncExternalStore } from "react"
import useSWR from "swr"
import { type StoringJson, urls } from "#lib/contract.ts"
import { type DatabaseHealth, databaseHealth } from "./database-health.ts"
import { type Freshness, freshnessStore } from "./freshness.ts"
import { useLiveState } from "./use-live-state.ts"

export type ScreenHealth =
  | { readonly kind: "loaded" | "live" }
  /** No stream, but answers: asked again every 30 s. */
  | { readonly kind: "updated"; readonly at: number }
  | { readonly kind: "offline"; readonly at: number }
  /** The stream goes on, and the database, of which it tells, does not answer. `at` null: it did not when the page was made. */
  | { readonly kind: "away"; readonly at: number | null }
  /** The database answers, but keeps no webhooks: what came meanwhile is not shown. */
  | { readonly kind: "behind" }

const UNHEARD: DatabaseHealth = { isAway: null, at: 0 }
const UNKNOWN: Freshness = { at: 0, reachable: true }

/** Whether what a screen shows is fresh, and since when not. `wasAway`: whether the database was when the page was made. */
export function useScreenHealth(wasAway: boolean): ScreenHealth {
  const state = useLiveState()
  const { at, reachable } = useSyncExternalStore(freshnessStore.watch, freshnessStore.read, () => UNKNOWN)
  const database = useSyncExternalStore(databaseHealth.watch, databaseHealth.read, () => UNHEARD)
  // Asked for by the notice that tells of it: webhooks find an outage first.
  const { data: storing } = useSWR<{ data: StoringJson }, Error>(urls.api.storing, null)
  const isAway = database.isAway ?? wasAway
  if (state === "starting") return { kind: "loaded" }
  if (state === "live" && isAway) return { kind: "away", at: database.isAway === null && wasAway ? null : database.at }
  if (state === "live") return { kind: storing?.data.outage_since ? "behind" : "live" }
  return { kind: reachable && navigator.onLine ? "updated" : "offline", at }
}
