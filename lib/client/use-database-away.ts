import { useEffect, useRef, useSyncExternalStore } from "react"
import { useSWRConfig } from "swr"
import { databaseHealth } from "./database-health.ts"

const unknown = (): null => null
const isAwayNow = (): boolean | null => databaseHealth.read().isAway

/** Whether the database is away, by what this screen asked last. `wasAway`: whether it was when the page was made. */
export function useDatabaseAway(wasAway: boolean): boolean {
  return useSyncExternalStore(databaseHealth.watch, isAwayNow, unknown) ?? wasAway
}

/** Once the database is back everything on the screen is asked for again: what failed meanwhile would wait longer and longer. */
export function useReturn(isAway: boolean): void {
  const { mutate } = useSWRConfig()
  const before = useRef(isAway)
  useEffect(() => {
    if (before.current && !isAway) void mutate(() => true)
    before.current = isAway
  }, [isAway, mutate])
}
