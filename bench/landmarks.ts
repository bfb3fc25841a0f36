import { type DemoEvent, demoBody } from "#prisma/demo-event.ts"
import { createDemoRandom } from "#prisma/demo-random.ts"
import type { LoadBody } from "./load-world.ts"

/** Orders that are hard on every read, by the support keys under which a bench finds them. */
export const LANDMARKS = {
  busiest: "sr_load_10000",
  busy: "sr_load_2000",
  family: "sr_load_family",
  reference: "ACME / shared reference",
} as const

const MINUTE = 60_000_000
const FAMILY = 5_000
/** How many orders numbers of each went on to. */
const FAN_OUT = 5

/** An order that goes back and forth between exception and submitted. */
function busyOrder(id: string, key: string, count: number, now: number, uuid: () => string): DemoEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const isException = index % 2 === 1
    const details = isException ? [{ code: "ACCOUNT_NUMBER_MISMATCH", description: "The account number does not match" }] : []
    const status = { value: isException ? "exception" : "submitted", details }
    const at = now - (count - index) * MINUTE
    return { id: uuid(), type: "porting_order.status_changed", at, payload: { id, support_key: key, customer_reference: key, status } }
  })
}

function family(ids: readonly string[], now: number, uuid: () => string): DemoEvent[] {
  return ids.flatMap((id, index): DemoEvent[] => {
    const at = now - 10_000 * MINUTE + index * MINUTE
    const key = index === 0 ? LANDMARKS.family : `${LANDMARKS.family}_${index}`
    const payload = { id, support_key: key, customer_reference: "A large family", status: { value: "submitted", details: [] } }
    const told = { id: uuid(), type: "porting_order.status_changed", at, payload }
    const parent = ids[Math.floor((index - 1) / FAN_OUT)]
    if (index === 0 || !parent) return [told]
    const moved = { from: { id: parent }, to: { id }, porting_phone_numbers: [{ id: uuid() }] }
    return [told, { id: uuid(), type: "porting_order.split", at: at + MINUTE, payload: moved }]
  })
}

/** One piece that holds all of them. Times are microseconds since 1970. */
export function landmarkBodies(seed: number, now: number): LoadBody[] {
  const random = createDemoRandom(`landmarks ${seed}`)
  const { uuid } = random
  const events = [
    ...busyOrder(uuid(), LANDMARKS.busiest, 10_000, now, uuid),
    ...busyOrder(uuid(), LANDMARKS.busy, 2_000, now, uuid),
    ...family(Array.from({ length: FAMILY }, uuid), now, uuid),
  ]
  return events.map((event) => ({
    raw: Buffer.from(demoBody(event, { random, attempt: 1 })),
    receivedAt: Math.floor(event.at / 1_000) + 1_000,
    deliveries: 1,
  }))
}
