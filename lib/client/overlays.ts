/** What may lie over a page, asked for from anywhere. */
export type Overlay = "palette" | "keys"

let open: Overlay | null = null
const watchers = new Set<() => void>()

function set(next: Overlay | null): void {
  open = next
  for (const watcher of watchers) watcher()
}

export const openOverlay = (overlay: Overlay): void => set(overlay)
export const closeOverlay = (): void => set(null)

export const overlayStore = {
  watch(watcher: () => void): () => void {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  },
  read: (): Overlay | null => open,
}
