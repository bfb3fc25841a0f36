import { urls } from "#lib/contract.ts"

/** What the stream told: the orders that changed, the inbox, or that anything may have. */
export type LiveChange = { readonly kind: "orders"; readonly ids: readonly string[] } | { readonly kind: "events" | "reset" }
export type LiveState = "starting" | "live" | "offline"

const listeners = new Set<(change: LiveChange) => void>()
const watchers = new Set<() => void>()
let source: EventSource | null = null
let state: LiveState = "starting"

function setState(next: LiveState): void {
  state = next
  for (const watcher of watchers) watcher()
}

function tell(change: LiveChange): void {
  for (const listener of listeners) listener(change)
}

/** Anything may have changed between the page's making and the stream's opening: an opening counts as a reset. */
function open(): void {
  source = new EventSource(urls.api.stream)
  source.onopen = () => {
    setState("live")
    tell({ kind: "reset" })
  }
  source.onerror = () => setState("offline")
  source.addEventListener("orders", ({ data }) => tell({ kind: "orders", ids: (JSON.parse(data) as { ids: string[] }).ids }))
  source.addEventListener("events", () => tell({ kind: "events" }))
  source.addEventListener("reset", () => tell({ kind: "reset" }))
}

/** The tab's one stream, opened by its first subscriber and then kept. */
export const liveStream = {
  subscribe(listener: (change: LiveChange) => void): () => void {
    listeners.add(listener)
    if (source === null || source.readyState === EventSource.CLOSED) open()
    return () => listeners.delete(listener)
  },
  watch(watcher: () => void): () => void {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  },
  state: (): LiveState => state,
}
