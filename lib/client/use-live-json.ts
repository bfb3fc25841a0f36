import { useEffect } from "react"
import useSWR from "swr"
import { fetchJson } from "./fetch-json.ts"
import { type LiveChange, liveStream } from "./live-stream.ts"
import { useLiveState } from "./use-live-state.ts"

const POLL_MS = 30_000

export type LiveQuestion<T> = {
  readonly url: string
  /** What the server rendered. */
  readonly fallback: T
  /** Whether a change may alter the answer. */
  readonly concerns: (change: LiveChange) => boolean
  /** Makes the answer fit for a screen. */
  readonly read?: (answer: T) => T
}

/** An answer of the API that is asked for again when the stream names it, and every 30 s while there is no stream. */
export function useLiveJson<T>({ url, fallback, concerns, read }: LiveQuestion<T>): { readonly data: T; readonly error: Error | null } {
  const state = useLiveState()
  const { data, error, mutate } = useSWR<T, Error>(
    url,
    async (key: string) => {
      const answer = await fetchJson<T>(key)
      return read ? read(answer) : answer
    },
    { fallbackData: fallback, refreshInterval: state === "live" ? 0 : POLL_MS, revalidateOnMount: false, keepPreviousData: false },
  )
  useEffect(
    () =>
      liveStream.subscribe((change) => {
        if (change.kind === "reset" || concerns(change)) void mutate()
      }),
    [concerns, mutate],
  )
  return { data: data ?? fallback, error: error ?? null }
}
