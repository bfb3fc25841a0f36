import { useSyncExternalStore } from "react"
import { type LiveState, liveStream } from "./live-stream.ts"

export function useLiveState(): LiveState {
  return useSyncExternalStore(liveStream.watch, liveStream.state, () => "starting")
}
