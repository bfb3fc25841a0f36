import pg from "pg"
import { env } from "#lib/env.ts"

/** The channel that the intake notifies: ids of changed orders, comma-separated; empty when only the inbox changed. */
const CHANNEL = "portline"
/** Where it is said that somebody may not look any more: open streams ask again. */
const ACCESS_CHANNEL = "portline_access"
const RECONNECT_MS = 1_000

export type Change =
  | { readonly kind: "change"; readonly ids: readonly string[] }
  | { readonly kind: "access" }
  | { readonly kind: "lost" }
  | { readonly kind: "stopping" }
type Subscriber = (change: Change) => void
type Listener = { readonly subscribers: Set<Subscriber>; client: pg.Client | null; connecting: Promise<void> | null; stopped: boolean }

/** One LISTEN a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineListener?: Listener }
holder.portlineListener ??= { subscribers: new Set(), client: null, connecting: null, stopped: false }
const listener = holder.portlineListener

function tell(change: Change): void {
  for (const subscriber of listener.subscribers) subscriber(change)
}

function reconnectLater(): void {
  setTimeout(() => {
    if (listener.stopped) return
    listener.connecting = connect().then(() => {
      // What happened meanwhile is unknown: every reader is told to load again, now that nothing more is missed.
      if (listener.client) tell({ kind: "lost" })
    })
  }, RECONNECT_MS).unref()
}

async function connect(): Promise<void> {
  const client = new pg.Client({
    connectionString: env().directDatabaseUrl ?? "",
    application_name: "portline",
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
  })
  let ended = false
  const end = (): void => {
    if (ended) return
    ended = true
    listener.client = null
    client.end().catch(() => {})
    if (!listener.stopped) reconnectLater()
  }
  client.on("error", end)
  client.on("end", end)
  client.on("notification", ({ channel, payload }) =>
    tell(channel === ACCESS_CHANNEL ? { kind: "access" } : { kind: "change", ids: (payload ?? "").split(",").filter((id) => id !== "") }),
  )
  try {
    await client.connect()
    await client.query(`LISTEN ${CHANNEL}; LISTEN ${ACCESS_CHANNEL}`)
    // Told to stop meanwhile: a connection left open would keep the embedded database from being ended.
    if (listener.stopped) end()
    else listener.client = client
  } catch {
    end()
  }
}

/** Listens from now on; resolves when the first try has succeeded or failed. It goes on trying by itself. */
export async function startListening(): Promise<void> {
  listener.connecting ??= connect()
  await listener.connecting
}

/** Tells a reader of every change from now on; the answer ends that. */
export function subscribe(subscriber: Subscriber): () => void {
  listener.subscribers.add(subscriber)
  return () => listener.subscribers.delete(subscriber)
}

/** Ends the LISTEN and every stream that reads it, so that a shutdown need not wait for browsers. */
export async function stopListening(): Promise<void> {
  listener.stopped = true
  tell({ kind: "stopping" })
  const { client } = listener
  await client?.end().catch(() => {})
}
