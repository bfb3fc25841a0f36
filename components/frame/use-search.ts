import { useEffect, useState } from "react"
import { fetchJson } from "#lib/client/fetch-json.ts"
import { type SearchJson, urls } from "#lib/contract.ts"

const PAUSE_MS = 120
/** What is found sooner is not worth a word on its way. */
const LATE_MS = 200
const SHORTEST = 3

type Told = { readonly text: string; readonly answer: SearchJson | null; readonly words: string }
export type Search = Omit<Told, "text">

const NOTHING: Search = { answer: null, words: "" }

const failureWords = (error: unknown): string => {
  const reason = error instanceof Error ? error.message : "the server did not answer."
  return `Could not search: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`
}

/** What the server finds for a text, once the typing pauses, and in words that it is still looking or could not. */
export function useSearch(text: string): Search {
  const [told, setTold] = useState<Told | null>(null)
  useEffect(() => {
    if (text.length < SHORTEST) return
    let isWanted = true
    const tell = (search: Search): void => {
      if (isWanted) setTold({ text, ...search })
      clearTimeout(late)
    }
    const late = setTimeout(() => tell({ answer: null, words: "Searching …" }), PAUSE_MS + LATE_MS)
    const timer = setTimeout(() => {
      fetchJson<{ data: SearchJson }>(urls.api.search(text)).then(
        ({ data }) => tell({ answer: data, words: "" }),
        (error: unknown) => tell({ answer: null, words: failureWords(error) }),
      )
    }, PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(late)
      clearTimeout(timer)
    }
  }, [text])
  return told?.text === text ? told : NOTHING
}
