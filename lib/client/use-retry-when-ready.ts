import { useEffect } from "react"
import { databaseHealth } from "./database-health.ts"

const ASK_MS = 5_000
/** What fails again though the database answers would be tried for ever. */
const LEAST_BETWEEN_MS = 60_000

let triedAt = Number.NEGATIVE_INFINITY

/** Tries again by itself, once, as soon as the server says that its database answers. `url`: where it says so. */
export function useRetryWhenReady(url: string, retry: () => void): void {
  useEffect(() => {
    const wait = databaseHealth.read().isAway === true ? 0 : Math.max(0, triedAt + LEAST_BETWEEN_MS - Date.now())
    let isOver = false
    const ask = async (): Promise<void> => {
      const isReady = await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
      if (isOver) return
      if (!isReady) timer = setTimeout(() => void ask(), ASK_MS)
      else {
        triedAt = Date.now()
        retry()
      }
    }
    let timer = setTimeout(() => void ask(), ASK_MS + wait)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [url, retry])
}
