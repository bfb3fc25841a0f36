import { urls } from "#lib/contract.ts"

/** What the stream told: the orders that changed, the inbox, or that anything may have. */
export type LiveChange = { readonly kind: "orders"; readonly ids: readonly string[] } | { readonly kind: "events" | "reset" }

export type StreamHearer = {
  readonly alive: () => void
  readonly change: (change: LiveChange) => void
  /** The stream broke off, or says nothing although it should. Told again for as long as that lasts. */
  readonly lost: () => void
}

/** The server says that it is alive every 15 s: after two that did not come the stream hangs. */
const SILENT_MS = 40_000
const CHECK_MS = 5_000

/** One EventSource, opened again whenever it ends, fails or falls silent. Returns what ends it. */
export function openEventStream({ alive, change, lost }: StreamHearer): () => void {
  let source: EventSource | null = null
  let heardAt = 0
  const hear = (): void => {
    heardAt = Date.now()
    alive()
  }
  const open = (): void => {
    source?.close()
    heardAt = Date.now()
    source = listen({ alive: hear, change, lost })
  }
  const close = (): void => {
    source?.close()
    source = null
    lost()
  }
  const check = (): void => {
    const isSilent = Date.now() - heardAt > SILENT_MS
    if (source?.readyState === EventSource.OPEN && !isSilent) return
    lost()
    if (source === null || navigator.onLine === false) return
    if (isSilent || source.readyState === EventSource.CLOSED) open()
  }
  const timer = setInterval(check, CHECK_MS)
  window.addEventListener("offline", close)
  window.addEventListener("online", open)
  open()
  return () => {
    clearInterval(timer)
    window.removeEventListener("offline", close)
    window.removeEventListener("online", open)
    source?.close()
  }
}

/** Anything may have changed between the page's making and the stream's opening: an opening counts as a reset. */
function listen({ alive, change, lost }: StreamHearer): EventSource {
  const source = new EventSource(urls.api.stream)
  const on = (name: string, make: (data: string) => LiveChange): void =>
    source.addEventListener(name, ({ data }: MessageEvent<string>) => {
      alive()
      change(make(data))
    })
  source.onopen = () => {
    alive()
    change({ kind: "reset" })
  }
  source.onerror = lost
  source.addEventListener("alive", alive)
  on("orders", (data) => ({ kind: "orders", ids: (JSON.parse(data) as { ids: string[] }).ids }))
  on("events", () => ({ kind: "events" }))
  on("reset", () => ({ kind: "reset" }))
  return source
}
