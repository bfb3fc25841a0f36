import useSWR from "swr"
import { type OneEventJson, urls } from "#lib/contract.ts"
import { fetchJson } from "./fetch-json.ts"

type Inspected = {
  readonly event: OneEventJson
  readonly body: string | null
  readonly base: { readonly key: string; readonly body: string | null } | null
}

/** Null where it is deleted. */
async function readBody(key: string): Promise<string | null> {
  const answer = await fetch(urls.api.raw(key))
  if (answer.status === 410) return null
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`)
  return answer.text()
}

/** An event's bytes never change. */
const ONCE = { revalidateIfStale: false, revalidateOnFocus: false, revalidateOnReconnect: false }

/** One event with its body, and the body of the one that it is to be compared with. */
export function useInspection(
  key: string,
  baseOf: (event: OneEventJson) => string | null,
): { readonly data: Inspected | null; readonly error: Error | null; readonly retry: () => void } {
  const event = useSWR<{ data: OneEventJson }, Error>(urls.api.event(key), fetchJson)
  const baseKey = event.data ? baseOf(event.data.data) : null
  const body = useSWR<string | null, Error>(["raw", key], () => readBody(key), ONCE)
  const base = useSWR<string | null, Error>(baseKey && ["raw", baseKey], () => readBody(baseKey ?? ""), ONCE)
  const error = event.error ?? body.error ?? base.error ?? null
  const isWhole = event.data !== undefined && body.data !== undefined && (baseKey === null || base.data !== undefined)
  const data =
    isWhole && event.data && body.data !== undefined
      ? { event: event.data.data, body: body.data, base: baseKey === null ? null : { key: baseKey, body: base.data ?? null } }
      : null
  return { data, error, retry: () => void Promise.all([event.mutate(), body.mutate(), base.mutate()]) }
}
