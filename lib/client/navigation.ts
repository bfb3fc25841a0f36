const watchers = new Set<() => void>()

/** Called by Next (next.config.js) when a page is asked for: by a link, a form, a key or Back; within the transition that ends with it. */
export function onRouterTransitionStart(): void {
  for (const begin of watchers) begin()
}

/** `begin` is called in the router's own transition: one that it starts there ends together with it. */
export function watchNavigation(begin: () => void): () => void {
  watchers.add(begin)
  return () => watchers.delete(begin)
}
