import { useSyncExternalStore } from "react"
import { keptList, parseKeptList, type RememberedList } from "./list-memory.ts"

const subscribe = (): (() => void) => () => {}

/** The list that the reader came from; null where it was none, on the server, and while hydrating. */
export function useRememberedList(): RememberedList | null {
  return parseKeptList(useSyncExternalStore(subscribe, keptList, () => ""))
}
