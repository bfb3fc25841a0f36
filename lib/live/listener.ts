import { setTimeout as sleep } from "node:timers/promises"
import { databaseReason } from "#lib/db/database-reason.ts"
import { ImpatientClient } from "#lib/db/impatient-client.ts"
import { env } from "#lib/env.ts"
import { isDeaf, noteDeaf, noteHearing, noteSilence } from "./deafness.ts"

/** The channel that the intake notifies: ids of changed orders, comma-separated; empty when only the inbox changed. */
const CHANNEL = "portline"
/** Where it is said that somebody may not look any more: open streams ask again. */
const ACCESS_CHANNEL = "portline_access"
const RECONNECT_MS = 1_000
/** A connection whose other side is gone without a word says nothing, as one on which nothing happens: it is asked. */
const ASK_EVERY_MS = 10_000
const ANSWER_MS = 2_000
const GOODBYE_MS = 500

export type Change =
  | { readonly kind: "change"; readonly ids: readonly string[] }
  | { readonly kind: "access" }
  | { readonly kind: "lost" }
  | { readonly kind: "deaf" }
  | { readonly kind: "stopping" }
type Subscriber = (change: Change) => void
/** `aheadMs`: by how much the database's clock is before ours. */
type Listener = {
  readonly subscribers: Set<Subscriber>
  client: ImpatientClient | null
  connecting: Promise<unknown> | null
  stopped: boolean
  aheadMs: number
}

/** One LISTEN a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineListener?: Listener }
holder.portlineListener ??= { subscribers: new Set(), client: null, connecting: null, stopped: false, aheadMs: 0 }
const listener = holder.portlineListener

function tell(change: Change): void {
  for (const subscriber of listener.subscribers) subscriber(change)
}

/** The time by the database's clock, as it was last asked: milliseconds since 1970. */
export const databaseNow = (): number => Math.round(Date.now() + listener.aheadMs)

async function ask(client: ImpatientClient): Promise<void> {
  const asked: Promise<{ readonly rows: readonly { readonly now: number }[] }> = client.query(
    "SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now",
  )
  const [row] = (await asked).rows
  if (row) listener.aheadMs = row.now - Date.now()
}

/** Says goodbye, and goes whether that is heard or not. */
async function leave(client: ImpatientClient): Promise<void> {
  await Promise.race([client.end().catch(() => {}), sleep(GOODBYE_MS, undefined, { ref: false })])
  client.discard()
}

function reconnectLater(): void {
  setTimeout(() => {
    if (listener.stopped) return
    listener.connecting = connect().then((reason) => {
      // What happened meanwhile is unknown: every reader is told to load again, now that nothing more is missed.
      if (listener.client) tell({ kind: "lost" })
      if (listener.client || !isDeaf()) return
      noteDeaf(reason ?? "the connection was lost")
      // Streams end, and their screens ask by themselves.
      tell({ kind: "deaf" })
    })
  }, RECONNECT_MS).unref()
}

/** Returns why it failed, if it did. */
async function connect(): Promise<string | null> {
  const client = new ImpatientClient({
    connectionString: env().directDatabaseUrl ?? "",
    application_name: "portline",
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
  })
  // One that is not answered ends the connection.
  const asking = setInterval(() => void ask(client).catch(() => {}), ASK_EVERY_MS).unref()
  let ended = false
  const end = (): void => {
    if (ended) return
    ended = true
    clearInterval(asking)
    listener.client = null
    noteSilence()
    void leave(client)
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
    await ask(client)
    // Told to stop meanwhile: a connection left open would keep the embedded database from being ended.
    if (listener.stopped) end()
    else {
      listener.client = client
      noteHearing()
    }
    return null
  } catch (error) {
    end()
    return databaseReason(error)
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
  if (listener.client) await leave(listener.client)
}
