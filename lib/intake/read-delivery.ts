import { randomUUID } from "node:crypto"
import { eventKey, quarantineKey } from "./content-hash.ts"
import { parseEvent } from "./parse-event.ts"
import type { Receipt } from "./receipt.ts"

export type Delivery = Pick<Receipt, "source" | "raw" | "receivedAt" | "clockBehindMs" | "verified" | "headers">

/** A body under a content encoding is never inflated; everything else is read for what it is. */
export function readDelivery(delivery: Delivery, encoded: boolean): Receipt {
  const parsed = encoded ? ({ ok: false, reason: "content_encoding" } as const) : parseEvent(delivery.raw)
  const id = randomUUID()
  if (!parsed.ok)
    return { ...delivery, id, key: quarantineKey(delivery.raw), attempt: null, payload: null, event: null, reason: parsed.reason }
  const { event, attempt, payload } = parsed
  return { ...delivery, id, key: eventKey(event.eventId, event.contentHash), attempt, payload, event, reason: null }
}

/** A body that nobody has had the time to read: it is known by its bytes until it is. */
export function unreadDelivery(delivery: Delivery, encoded: boolean): Receipt {
  const unread = { attempt: null, payload: null, event: null, reason: encoded ? ("content_encoding" as const) : null }
  return { ...delivery, ...unread, id: randomUUID(), key: quarantineKey(delivery.raw) }
}
