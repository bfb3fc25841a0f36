import { type FoundOrderJson, orderName } from "#lib/contract.ts"
import { editDistance } from "./edit-distance.ts"

const MOST = 5
const ALIKE_START = 6

function alikeStart(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) if (a[at] !== b[at]) return at
  return length
}

/** Of some orders those whose name a typed one may have meant, the likeliest first. */
export function nearestNames(typed: string, orders: readonly FoundOrderJson[]): FoundOrderJson[] {
  const name = typed.trim().toLowerCase()
  const most = Math.max(2, Math.floor(name.length / 4))
  return orders
    .map((order) => {
      const key = orderName(order).toLowerCase()
      return { order, distance: editDistance(name, key), start: alikeStart(name, key) }
    })
    .filter(({ distance, start }) => distance <= most || start >= ALIKE_START)
    .sort((a, b) => a.distance - b.distance || b.start - a.start || a.order.id.localeCompare(b.order.id))
    .slice(0, MOST)
    .map(({ order }) => order)
}
