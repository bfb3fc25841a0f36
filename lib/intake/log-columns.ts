import { kindPlace, ordersTouched, rankOf } from "#lib/porting/event.ts"
import { summarize } from "#lib/porting/timeline.ts"
import { sha256 } from "./content-hash.ts"
import type { Arrival } from "./receipt.ts"

/** The bounded stand-in for an event id, which may be of any length. */
function eventIdHash(eventId: string): Buffer {
  return sha256(eventId).subarray(0, 16)
}

const iso = (millis: number): string => new Date(millis).toISOString()

/** The events of a batch, by column. Hashes in hex: Prisma writes a list of bytes as texts of their base64 where its first one is null. */
export function eventColumns(arrivals: readonly Arrival[], projected: boolean) {
  return {
    keys: arrivals.map(({ first }) => first.key),
    states: arrivals.map(({ event }) => (event ? "applied" : "quarantined")),
    reasons: arrivals.map(({ first }) => first.reason),
    projected: arrivals.map(({ event }) => projected || event === null),
    eventIds: arrivals.map(({ event }) => event?.eventId ?? null),
    idHashes: arrivals.map(({ event }) => event && eventIdHash(event.eventId).toString("hex")),
    types: arrivals.map(({ event }) => event?.type ?? null),
    kinds: arrivals.map(({ event }) => event && kindPlace(event.kind)),
    ranks: arrivals.map(({ event }) => event && rankOf(event)),
    occurredTexts: arrivals.map(({ event }) => event?.occurredAt.text ?? null),
    contentHashes: arrivals.map(({ event }) => event?.contentHash ?? null),
    starts: arrivals.map(({ first }) => first.payload?.start ?? null),
    lengths: arrivals.map(({ first }) => first.payload?.length ?? null),
    summaries: arrivals.map(({ event }) => event && summarize(event)),
    raws: arrivals.map(({ first }) => first.raw),
    receivedAts: arrivals.map(({ first }) => iso(first.receivedAt)),
    verified: arrivals.map(({ receipts }) => receipts.some((receipt) => receipt.verified)),
    futures: arrivals.map(({ event }) => event?.future ?? false),
    counts: arrivals.map(({ receipts }) => receipts.length),
    sources: arrivals.map(({ receipts }) => (receipts.every(({ source }) => source === "sample") ? "sample" : "webhook")),
  }
}

/** What is kept of a batch's deliveries, by column. */
export function deliveryColumns(arrivals: readonly Arrival[]) {
  const kept = arrivals.flatMap(({ receipts }) => receipts.map((receipt, index) => ({ ...receipt, fromEnd: receipts.length - 1 - index })))
  return {
    keys: kept.map((receipt) => receipt.key),
    fromEnds: kept.map((receipt) => receipt.fromEnd),
    ids: kept.map((receipt) => receipt.id),
    receivedAts: kept.map((receipt) => iso(receipt.receivedAt)),
    attempts: kept.map((receipt) => receipt.attempt),
    verified: kept.map((receipt) => receipt.verified),
    headers: kept.map((receipt) => JSON.stringify(receipt.headers)),
  }
}

/** Which order each event of a batch touches, by column. */
export function touchedColumns(arrivals: readonly Arrival[]) {
  const touched = arrivals.flatMap(({ first, event }) => (event ? ordersTouched(event).map((id) => ({ id, key: first.key })) : []))
  return { ids: touched.map(({ id }) => id), keys: touched.map(({ key }) => key) }
}
