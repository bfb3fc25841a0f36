import { useDeferredValue } from "react"
import useSWR, { type SWRConfiguration } from "swr"
import { fetchJson } from "./fetch-json.ts"
import type { LiveChange } from "./live-stream.ts"
import { useLiveState } from "./use-live-state.ts"
import { usePacedChanges } from "./use-paced-changes.ts"
import { useServed } from "./use-served.ts"

const POLL_MS = 30_000
/** In a burst of changes an answer is asked for again this often. */
const REST_MS = 500

const RETRY_MS = 10_000

/** A steady question is not asked less and less often while it fails, as others are: the answer is what tells that all is well again. */
const retrySoon: SWRConfiguration["onErrorRetry"] = (_error, _key, _config, ask, { retryCount }) => {
  setTimeout(() => void ask({ retryCount, dedupe: true }), RETRY_MS)
}

export type LiveQuestion<T> = {
  readonly url: string
  /** What the server rendered. */
  readonly fallback: T
  /** Whether a change may alter the answer. */
  readonly concerns: (change: LiveChange) => boolean
  /** What the server handed over, the same from one rendering to the next: another one means that it rendered anew. */
  readonly served: object
  /** Makes the answer fit for a screen. */
  readonly read?: (answer: T) => T
  /** The least milliseconds between two askings, where half a second is too often. */
  readonly rest?: number
  /** Asked for every 30 s beside the stream, too: it is quiet as well when nothing happens as when the database hangs. */
  readonly isSteady?: boolean
}

/**
 * An answer of the API that is asked for again when the stream names it, and every 30 s while there is no
 * stream. Drawing it lets keys go first.
 */
export function useLiveJson<T>(question: LiveQuestion<T>): { readonly data: T; readonly error: Error | null } {
  const { url, fallback, served, concerns, read, rest = REST_MS, isSteady = false } = question
  const state = useLiveState()
  useServed(url, served)
  const { data, error, mutate } = useSWR<T, Error>(
    url,
    async (key: string) => {
      const answer = await fetchJson<T>(key)
      return read ? read(answer) : answer
    },
    {
      fallbackData: fallback,
      refreshInterval: state === "live" && !isSteady ? 0 : POLL_MS,
      revalidateOnMount: false,
      keepPreviousData: false,
      ...(isSteady ? { onErrorRetry: retrySoon } : {}),
    },
  )
  usePacedChanges({ concerns, act: mutate, pauseMs: rest })
  return { data: useDeferredValue(data ?? fallback), error: error ?? null }
}
