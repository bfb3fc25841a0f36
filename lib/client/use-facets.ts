import useSWR from "swr"
import { type FacetsJson, urls } from "#lib/contract.ts"
import { fetchJson } from "./fetch-json.ts"
import type { LiveChange } from "./live-stream.ts"
import { usePacedChanges } from "./use-paced-changes.ts"
import { useServed } from "./use-served.ts"

/** Counting costs more than listing: in a storm of changes it is done at most so often. */
const EVERY_MS = 2_000

const isOfOrders = ({ kind }: LiveChange): boolean => kind === "orders"

type FacetsQuestion = { readonly selection: string; readonly initial: FacetsJson }

const readFacets = async (url: string): Promise<FacetsJson> => (await fetchJson<{ data: FacetsJson }>(url)).data

function useAnswer({ selection, initial }: FacetsQuestion) {
  const url = urls.api.facets(new URLSearchParams(selection))
  useServed(url, initial)
  return useSWR<FacetsJson, Error>(url, readFacets, { fallbackData: initial, revalidateOnMount: false })
}

/** The facets' counts as last told, wherever on the page they were asked for. */
export function useFacets(question: FacetsQuestion): FacetsJson {
  return useAnswer(question).data ?? question.initial
}

/** The facets' counts, counted again after changes. */
export function useLiveFacets(question: FacetsQuestion): FacetsJson {
  const { data, mutate } = useAnswer(question)
  usePacedChanges({ concerns: isOfOrders, act: mutate, pauseMs: EVERY_MS })
  return data ?? question.initial
}
