import useSWR from "swr"
import { type StoringJson, urls } from "#lib/contract.ts"
import { fetchJson } from "./fetch-json.ts"

const ASK_MS = 5_000

/** Where webhooks go while the database does not keep them; asked for by the clock, since the stream comes from the database. */
export function useStoring(initial: StoringJson): StoringJson {
  const { data } = useSWR<{ data: StoringJson }, Error>(urls.api.storing, fetchJson, {
    fallbackData: { data: initial },
    refreshInterval: ASK_MS,
    revalidateOnMount: false,
  })
  return data?.data ?? initial
}
