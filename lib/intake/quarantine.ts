import type { Db, Tx } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { log } from "#lib/log.ts"
import { appendEvents } from "./append-events.ts"
import { eventKey } from "./content-hash.ts"
import { PATIENT } from "./find-wrong.ts"
import { INTERPRETER_VERSION, parseEvent, type QuarantineReason } from "./parse-event.ts"
import { projectOrders } from "./project-orders.ts"
import { groupReceipts, type Receipt } from "./receipt.ts"

/** What a new try made of a quarantined event; null where there is no such event. */
export type Retried = {
  readonly result: "stored" | "duplicate" | "quarantined"
  readonly event: string
  readonly reason?: QuarantineReason
}

type Row = {
  readonly key: string
  readonly state: string
  readonly reason: QuarantineReason
  readonly raw: Uint8Array
  readonly received_ms: number
  readonly verified: boolean
  readonly deliveries: number
}

async function lockEvent(tx: Tx, key: string): Promise<Row | undefined> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT key, state, reason, raw, verified, deliveries, (extract(epoch FROM received_at) * 1000)::float8 AS received_ms
    FROM events WHERE key = ${key} OR quarantine_key = ${key} LIMIT 1 FOR UPDATE`
  return row
}

/** The deliveries of a quarantined body go with it; joining a known event, they only count. */
async function moveDeliveries(tx: Tx, row: Row, key: string, inserted: boolean): Promise<void> {
  await tx.$executeRaw`
    UPDATE events SET deliveries = deliveries + ${row.deliveries - 1}, quarantine_key = coalesce(quarantine_key, ${row.key}) WHERE key = ${key}`
  const superseded = inserted ? key : row.key
  await tx.$executeRaw`DELETE FROM deliveries WHERE event_key = ${superseded}`
  if (inserted) await tx.$executeRaw`UPDATE deliveries SET event_key = ${key} WHERE event_key = ${row.key}`
}

async function retryLocked(tx: Tx, row: Row): Promise<Retried> {
  if (row.state === "applied") return { result: "stored", event: row.key }
  const parsed = row.reason === "content_encoding" ? ({ ok: false, reason: row.reason } as const) : parseEvent(row.raw)
  if (!parsed.ok) {
    await tx.$executeRaw`UPDATE events SET reason = ${parsed.reason}, interpreter = ${INTERPRETER_VERSION} WHERE key = ${row.key}`
    return { result: "quarantined", event: row.key, reason: parsed.reason }
  }
  const { event, attempt, payload } = parsed
  const key = eventKey(event.eventId, event.contentHash)
  const identity = { source: "webhook" as const, id: crypto.randomUUID(), key, receivedAt: Math.floor(row.received_ms), headers: {} }
  const receipt: Receipt = { ...identity, raw: row.raw, verified: row.verified, attempt, payload, event, reason: null }
  const arrivals = groupReceipts([receipt])
  await tx.$executeRaw`DELETE FROM events WHERE key = ${row.key}`
  const batch = await appendEvents(tx, arrivals, { projecting: true })
  const inserted = batch.appended[0]?.inserted ?? false
  await moveDeliveries(tx, row, key, inserted)
  const judged = arrivals.flatMap((arrival) => arrival.event ?? [])
  if (inserted) await projectOrders(tx, judged, batch)
  return { result: inserted ? "stored" : "duplicate", event: key }
}

/** Reads a quarantined event's bytes again; what is understood now joins its orders, and keeps answering to its old key. */
export async function retryQuarantined(db: Db, key: string): Promise<Retried | null> {
  return db.$transaction(async (tx) => {
    // Looked for again: somebody who tries it at the same moment puts another in its place.
    const row = (await lockEvent(tx, key)) ?? (await lockEvent(tx, key))
    return row ? retryLocked(tx, row) : null
    // A late event of a long order is added up from its whole log.
  }, PATIENT)
}

/** One that fails costs the others nothing; it is tried again with the next. A lost database ends it all. */
async function isUnderstood(db: Db, key: string): Promise<boolean> {
  try {
    const retried = await retryQuarantined(db, key)
    return retried !== null && retried.result !== "quarantined"
  } catch (error) {
    await db.$queryRaw`SELECT 1`
    log.error({ err: error, event: key }, "A quarantined event could not be tried again.")
    return false
  }
}

/**
 * Tries what is in quarantine again: `all` of it, or what an `older` version of the interpreter could not understand, as
 * after an upgrade. Returns how many are understood now.
 */
export async function retryAllQuarantined(db: Db, which: "all" | "older"): Promise<number> {
  const before = which === "all" ? INTERPRETER_VERSION + 1 : INTERPRETER_VERSION
  // What comes meanwhile is tried as it comes. Clocks may differ by a little.
  const until = which === "all" ? new Date(Date.now() + 1_000) : null
  let understood = 0
  for (let last = { at: "-infinity", key: "" }; ; ) {
    const rows: { at: string; key: string }[] = await db.$queryRaw`
      SELECT ${microText(Prisma.sql`received_at`)} AS at, key FROM events
      WHERE state = 'quarantined' AND interpreter < ${before} AND (received_at, key) > (${last.at}::timestamptz, ${last.key})
        AND (${until}::timestamptz IS NULL OR received_at <= ${until}::timestamptz)
      ORDER BY received_at, key LIMIT 500`
    for (const { key } of rows) if (await isUnderstood(db, key)) understood++
    const end = rows.at(-1)
    if (!end) return understood
    last = end
  }
}
