import { demoBody } from "./demo-event.ts"
import { demoForeignBodies, demoOddities } from "./demo-oddities.ts"
import { demoOrder } from "./demo-order.ts"
import { createDemoRandom } from "./demo-random.ts"
import { demoSplits } from "./demo-splits.ts"

/** How far, in deliveries, one webhook may overtake another; and how far a late one falls behind. */
const JITTER = 25
const LATE = 1500

/**
 * The bodies of a world of orders, in the order of their delivery. Seed, count and hour settle every byte: within
 * an hour the same world comes again, in another hour the same stories are told of other orders, since the same
 * ids at other times would be events whose id is reused.
 */
export function demoWorld({ seed, count, now }: { seed: number; count: number; now: Date }): readonly string[] {
  const hour = Math.floor(now.getTime() / 3_600_000)
  const random = createDemoRandom(`${seed}`)
  const source = { random, ids: createDemoRandom(`${seed} at ${hour} of ${count}`), now: hour * 3_600_000_000 }
  const orders = Array.from({ length: count }, () => demoOrder(source))
  const events = [...orders.flatMap((order) => order.events), ...demoSplits(source, orders), ...demoOddities(source, orders)]
  const placed = events
    .toSorted((a, b) => a.at - b.at)
    .flatMap((event, index) => {
      const place = index + (random.chance(0.02) ? random.between(JITTER, LATE) : random.between(0, JITTER))
      const again = random.chance(0.03) ? [{ place: place + random.between(1, JITTER), attempt: 2, event }] : []
      return [{ place, attempt: 1, event }, ...again]
    })
    .sort((a, b) => a.place - b.place)
  // An envelope belongs to the event, not to the try: the flat one and the wrapped one of one event are one event all the same.
  const bodies = placed.map(({ event, attempt }) => demoBody(event, { random, attempt }))
  return count === 0 ? [] : [...bodies, ...demoForeignBodies(source)]
}
