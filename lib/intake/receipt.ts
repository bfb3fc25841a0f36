import type { PortingEvent } from "#lib/porting/event.ts"
import type { QuarantineReason } from "./parse-event.ts"

/** Where an event came from. Once a webhook has brought it, it is the webhook's. */
export type EventSource = "webhook" | "sample"

/** One HTTP delivery that has passed the door: authentic, or taken unsigned; or one body of the sample. */
export type Receipt = {
  readonly source: EventSource
  /** A UUID of this POST. */
  readonly id: string
  readonly key: string
  readonly raw: Uint8Array
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  /** By how much our clock was behind the sender's signed one then, where that was too much to be believed. */
  readonly clockBehindMs?: number
  readonly verified: boolean
  /** The headers that matter, cut at 1,000 characters each. */
  readonly headers: Readonly<Record<string, string>>
  readonly attempt: number | null
  /** Where the payload lies in the bytes. */
  readonly payload: { readonly start: number; readonly length: number } | null
  /** Null: quarantined, for `reason`. */
  readonly event: PortingEvent | null
  readonly reason: QuarantineReason | null
}

/** All deliveries in a batch that carry one event. The earliest one's bytes are the event's. */
export type Arrival = { readonly first: Receipt; readonly receipts: readonly Receipt[]; readonly event: PortingEvent | null }

const FUTURE_TOLERANCE_MS = 24 * 60 * 60 * 1000

/** More than 24 h after its earliest receipt: such an event decides nothing, and is not judged again. */
function judgedAt(event: PortingEvent, receivedAt: number): PortingEvent {
  return { ...event, future: event.occurredAt.micros > BigInt(receivedAt + FUTURE_TOLERANCE_MS) * 1000n }
}

/** One arrival per event key, sorted by key: two batches then lock rows in one order. */
export function groupReceipts(receipts: readonly Receipt[]): Arrival[] {
  const byKey = Map.groupBy(receipts, (receipt) => receipt.key)
  return [...byKey.keys()].sort().flatMap((key) => {
    const group = (byKey.get(key) ?? []).toSorted((a, b) => a.receivedAt - b.receivedAt)
    const first = group[0]
    return first
      ? [{ first, receipts: group, event: first.event && judgedAt(first.event, first.receivedAt + (first.clockBehindMs ?? 0)) }]
      : []
  })
}
