import { type Db, openDb } from "#lib/db/client.ts"

/** Long work on the orders, of which every part is whole by itself: it ends where it is when `signal` is aborted. */
export async function workOnOrders<T>(url: string, signal: AbortSignal, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openDb(url, { max: 2, queryTimeoutMs: 120_000 })
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener("abort", () => reject(signal.reason))
  try {
    signal.throwIfAborted()
    return await Promise.race([work(db), promise])
  } finally {
    await db.$disconnect()
  }
}
