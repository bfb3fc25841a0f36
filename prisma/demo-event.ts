import type { DemoRandom } from "./demo-random.ts"

/** One webhook's content before it is put into an envelope. `at`: microseconds since 1970. */
export type DemoEvent = {
  readonly id: string
  readonly type: string
  readonly at: number
  readonly payload: Readonly<Record<string, unknown>>
}

export const HOUR = 3_600_000_000
export const DAY = 24 * HOUR

const WEBHOOK_URL = "https://ports.example.com/api/webhooks/telnyx"
const ORGANIZATION_ID = "dbdbc891-dc82-4c39-b9a1-e51e830c4352"

/** `2026-04-12T08:15:30.123456Z` of microseconds, which a Date alone would cut to milliseconds. */
export function demoTime(micros: number): string {
  const millis = Math.floor(micros / 1000)
  return new Date(millis).toISOString().replace("Z", `${String(Math.floor(micros) % 1000).padStart(3, "0")}Z`)
}

/** The sender's other way to write a time: whole seconds and an offset. */
export function demoSeconds(micros: number): string {
  return `${new Date(micros / 1000).toISOString().slice(0, 19)}+00:00`
}

/** Telnyx sends messaging and deletions flat and the rest wrapped; nothing says that it will stay so. */
export function demoBody({ id, type, at, payload }: DemoEvent, { random, attempt }: { random: DemoRandom; attempt: number }): string {
  const flatIsUsual = type === "porting_order.messaging_changed" || type === "porting_order.deleted"
  const event = { event_type: type, id, occurred_at: demoTime(at), payload }
  if (flatIsUsual !== random.chance(0.08))
    return JSON.stringify({ ...event, format: "v2", organization_id: ORGANIZATION_ID, urls: [WEBHOOK_URL] })
  return JSON.stringify({ data: { ...event, record_type: "event" }, meta: { attempt, delivered_to: WEBHOOK_URL } })
}

export { WEBHOOK_URL as DEMO_WEBHOOK_URL }
