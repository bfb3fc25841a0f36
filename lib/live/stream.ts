import { readDb } from "#lib/db/client.ts"
import { databaseNow, startListening, subscribe } from "./listener.ts"

const HEARTBEAT_MS = 15_000
/** A transaction's changes carry a time before they can be seen, a minute where rules are saved: a resumed stream looks back this far. */
const OVERLAP_SECONDS = 90
const MOST_RESUMED = 1_000
const OLDEST_RESUMED_MS = 24 * 60 * 60 * 1000
/** A reader that leaves so many messages unread is let go: it comes back, and is told what it has missed. */
const MOST_UNREAD = 100
/** Changes within this time go out together. */
const GATHER_MS = 100

const encoder = new TextEncoder()

function message(event: string, data: unknown): Uint8Array {
  return encoder.encode(`id: ${databaseNow()}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** The orders changed since a stream's last message, or null where that cannot be told: then all must be loaded again. */
async function changedSince(lastEventId: string): Promise<string[] | null> {
  const since = /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : Number.NaN
  if (!(databaseNow() - since < OLDEST_RESUMED_MS) || since > databaseNow() + 60_000) return null
  try {
    const rows = await readDb().$queryRaw<{ id: string }[]>`
      SELECT id::text FROM orders
      WHERE updated_at >= to_timestamp(${since / 1000}::float8) - make_interval(secs => ${OVERLAP_SECONDS}::float8)
      ORDER BY updated_at LIMIT ${MOST_RESUMED + 1}`
    return rows.length > MOST_RESUMED ? null : rows.map((row) => row.id)
  } catch {
    return null
  }
}

/**
 * Server-sent events: `orders` with the ids of changed orders, `events` when the inbox changed, `reset` when
 * everything must be loaded again, as where more than a thousand changed at once, `alive` every 15 s. It carries ids only; `lastEventId` resumes where a stream broke off.
 * It ends once its reader may not look any more: asked of `mayLook` at every heartbeat, and when somebody's access changed.
 */
export async function openStream(
  lastEventId: string | null,
  mayLook: () => Promise<boolean>,
  gone: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  await startListening()
  let end = (): void => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const ids = new Set<string>()
      let isOpen = true
      let gathering: NodeJS.Timeout | null = null
      // A reader may be gone by the time something is found out for it.
      const write = (bytes: Uint8Array): void => {
        if (!isOpen) return
        controller.enqueue(bytes)
        if ((controller.desiredSize ?? 0) < -MOST_UNREAD) close()
      }
      const flush = (): void => {
        gathering = null
        // Rules may move any number at once.
        if (ids.size > MOST_RESUMED) write(message("reset", {}))
        else if (ids.size > 0) write(message("orders", { ids: [...ids] }))
        write(message("events", {}))
        ids.clear()
      }
      const close = (): void => {
        if (!isOpen) return
        end()
        controller.close()
      }
      // A database that does not answer ends nobody's session.
      const check = (): void =>
        void mayLook().then(
          (may) => may || close(),
          () => {},
        )
      const unsubscribe = subscribe((change) => {
        if (change.kind === "access") return check()
        if (change.kind === "lost") return write(message("reset", {}))
        if (change.kind === "stopping" || change.kind === "deaf") return close()
        for (const id of change.ids) ids.add(id)
        gathering ??= setTimeout(flush, GATHER_MS)
      })
      // A browser hides comments from its scripts: only a named event lets them notice a stream that hangs.
      const beat = (): void => {
        write(encoder.encode(": alive\n\n"))
        write(message("alive", {}))
        check()
      }
      const heartbeat = setInterval(beat, HEARTBEAT_MS)
      end = () => {
        isOpen = false
        unsubscribe()
        clearInterval(heartbeat)
        if (gathering) clearTimeout(gathering)
      }
      // A reader that goes before anything was read of it cancels nothing.
      if (gone.aborted) return close()
      gone.addEventListener("abort", close, { once: true })
      write(encoder.encode(`retry: 2000\nid: ${databaseNow()}\n\n: open\n\n`))
      if (lastEventId === null) return
      void changedSince(lastEventId).then((changed) => {
        if (changed === null) write(message("reset", {}))
        else if (changed.length > 0) write(message("orders", { ids: changed }))
      })
    },
    cancel: () => end(),
  })
}
