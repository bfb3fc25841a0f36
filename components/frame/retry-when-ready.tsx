"use client"

import { useRetryWhenReady } from "#lib/client/use-retry-when-ready.ts"

/** Shows nothing, and tries again once the server is ready. */
export function RetryWhenReady({ url, retry }: { readonly url: string; readonly retry: () => void }) {
  useRetryWhenReady(url, retry)
  return null
}
