import { type LiveChange, openEventStream } from "./event-stream.ts"
import { noteFresh } from "./freshness.ts"

export type { LiveChange } from "./event-stream.ts"
export type LiveState = "starting" | "live" | "offline"

/** What a tab tells the others of this browser: a new one asks, the one that has the stream answers and relays. */
type TabMessage =
  | { readonly kind: "hello" }
  | { readonly kind: "state"; readonly state: LiveState }
  | { readonly kind: "change"; readonly change: LiveChange }

const NAME = "portline-stream"
/** The leader speaks at least every 15 s; one that says nothing for so long is frozen. */
const LEADER_SILENT_MS = 45_000
const CHECK_MS = 5_000

const listeners = new Set<(change: LiveChange) => void>()
const watchers = new Set<() => void>()
let channel: BroadcastChannel | null = null
let state: LiveState = "starting"
let isLeader = false
let leaderHeardAt = 0

function setState(next: LiveState): void {
  if (next === "live") noteFresh()
  if (next === state) return
  state = next
  for (const watcher of watchers) watcher()
}

function tell(change: LiveChange): void {
  for (const listener of listeners) listener(change)
}

const post = (message: TabMessage): void => channel?.postMessage(message)

function relayState(next: LiveState): void {
  setState(next)
  post({ kind: "state", state: next })
}

/** Holds the browser's one stream; the answer ends that. */
function lead(): () => void {
  isLeader = true
  const close = openEventStream({
    alive: () => relayState("live"),
    lost: () => relayState("offline"),
    change: (change) => {
      tell(change)
      post({ kind: "change", change })
    },
  })
  return () => {
    isLeader = false
    leaderHeardAt = Date.now()
    close()
  }
}

/** Leads as soon as no other tab does: the lock falls to the next in line when its tab goes, or is taken from a frozen one. */
function stand({ steal }: { readonly steal: boolean }): void {
  let resign = (): void => {}
  navigator.locks
    .request(NAME, { steal }, () => {
      resign = lead()
      return new Promise(() => {})
    })
    .catch(() => {
      resign()
      stand({ steal: false })
    })
}

function followLeader(next: LiveState): void {
  const isFirst = state === "starting" && next === "live"
  setState(next)
  // What happened between this page's making and its first word from the leader is unknown.
  if (isFirst) tell({ kind: "reset" })
}

function hearTab({ data: message }: MessageEvent<TabMessage>): void {
  if (message.kind === "hello") {
    if (isLeader) post({ kind: "state", state })
    return
  }
  leaderHeardAt = Date.now()
  if (isLeader) return
  if (message.kind === "change") tell(message.change)
  else followLeader(message.state)
}

/** Only a tab that is looked at takes the stream from a silent one: its timers are not slowed down. */
function watchLeader(): void {
  if (isLeader || document.visibilityState === "hidden" || Date.now() - leaderHeardAt < LEADER_SILENT_MS) return
  leaderHeardAt = Date.now()
  setState("offline")
  stand({ steal: true })
}

function join(): void {
  leaderHeardAt = Date.now()
  // Web Locks are for secure contexts only: over plain HTTP from afar each tab has a stream of its own.
  if (!navigator.locks || typeof BroadcastChannel === "undefined") {
    lead()
    return
  }
  channel = new BroadcastChannel(NAME)
  channel.onmessage = hearTab
  stand({ steal: false })
  post({ kind: "hello" })
  setInterval(watchLeader, CHECK_MS)
}

let joined = false

/** The browser's one stream: the first subscriber of a tab joins the others, and stays. */
export const liveStream = {
  subscribe(listener: (change: LiveChange) => void): () => void {
    listeners.add(listener)
    if (!joined) join()
    joined = true
    return () => listeners.delete(listener)
  },
  watch(watcher: () => void): () => void {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  },
  state: (): LiveState => state,
}
