import { useSyncExternalStore } from "react"

const subscribe = (): (() => void) => () => {}
const readersZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The reader's time zone; UTC on the server and while hydrating, so that both render alike. */
export function useZone(): string {
  return useSyncExternalStore(subscribe, readersZone, () => "UTC")
}
