import { useState } from "react"
import { useSWRConfig } from "swr"

/**
 * Makes what the server has just rendered count for more than what the cache kept of an earlier visit to the page:
 * nobody kept that up to date meanwhile. Call it before the hook that reads the answer.
 */
export function useServed(url: string, served: object): void {
  const { cache } = useSWRConfig()
  const [last, setLast] = useState<object | null>(null)
  if (last === served) return
  setLast(served)
  cache.delete(url)
}
