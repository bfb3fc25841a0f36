import { type DemoEvent, HOUR } from "./demo-event.ts"
import type { DemoOrder, DemoSource } from "./demo-order.ts"

/** For every so many orders there is one of each shape. */
const ORDERS_A_SHAPE = 45

/** Who gave numbers to whom, by place among the five orders of a family. Place 5 is an order that nobody ever hears of. */
const SHAPES: readonly string[] = [
  "0>1 1>2 2>3", // a chain
  "0>1 0>2 0>3", // one carrier, three rate centers
  "0>2 1>2", // several parents
  "0>1 1>2 2>0", // a cycle: numbers went back
  "0>1 0>2 1>3 2>3 3>4", // parted and joined again
  "0>1 5>1 0>5", // a placeholder
]

/** One webhook for each number that moved. Those that list no number may differ in nothing but their event id. */
function moveEvents({ random, ids, now }: DemoSource, from: string, to: string, begun: number): DemoEvent[] {
  const at = Math.floor(Math.min(begun + random.between(1, 9) * HOUR, now - HOUR / 60))
  const listed = random.chance(0.6)
  return Array.from({ length: random.pick([1, 1, 2, 3, 5, 8]) }, () => {
    const numbers = listed ? { porting_phone_numbers: [{ id: ids.uuid() }] } : {}
    return { id: ids.uuid(), type: "porting_order.split", at, payload: { from: { id: from }, to: { id: to }, ...numbers } }
  })
}

/** Families of orders whose numbers moved among them. */
export function demoSplits(source: DemoSource, orders: readonly DemoOrder[]): DemoEvent[] {
  const submitted = orders.filter(({ spells }) => spells.length > 2)
  const families = Math.min(Math.floor(orders.length / ORDERS_A_SHAPE) * SHAPES.length, Math.floor(submitted.length / 5))
  return Array.from({ length: families }, (_, family) => {
    const members = submitted.slice(family * 5, family * 5 + 5)
    const unheard = source.ids.uuid()
    const moves = (SHAPES[family % SHAPES.length] ?? "").split(" ").map((move) => move.split(">").map(Number))
    return moves.flatMap(([from = 5, to = 5]) => {
      const begun = [members[from], members[to]].map((member) => member?.spells[2]?.at ?? 0)
      return moveEvents(source, members[from]?.id ?? unheard, members[to]?.id ?? unheard, Math.max(...begun))
    })
  }).flat()
}
